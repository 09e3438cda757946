// Finds the functions of a file by matching brackets over blanked code. For each `{` the text since
// the last statement, with everything in brackets collapsed, tells what the brace opens.

import { codeOf, isNative, lineAt, type SourceFile } from './source-file.ts';

/** One function with a body: from the line of its head to that of its closing brace. */
export interface FoundFunction {
  readonly path: string;
  readonly line: number;
  readonly lineCount: number;
  /** Whether it is the body of a group of tests, which holds functions rather than code. */
  readonly isTestGroup: boolean;
}

/** What one open bracket has seen so far. */
interface Frame {
  readonly opening: string;
  /** Where its bracket is. */
  readonly start: number;
  /** Whether commas separate what is in it. */
  readonly isList: boolean;
  /** Where the function starts whose body this is; null where it is none. */
  readonly functionStart: number | null;
  readonly isTestGroup: boolean;
  /** Text since the last statement, brackets collapsed to `()`, `[]` and `{}`. */
  head: string;
  /** Where that text starts; -1 before its first character. */
  headStart: number;
}

const control = /(?:^|\W)(?:if|for|while|switch|catch|with|constexpr)(?: await)? ?\(\)$/;
const declaration = /(?:^|\s)(?:class|interface|enum|namespace|struct|union) /;
const beforeLiteral = /(?:[=:?&|<]|\b(?:return|extends|as|satisfies))$/;
const scriptHead = /(?:=>|\(\)(?: ?: .+)?)$/;
const nativeHead =
  /(?:\[\]|\(\)|\b(?:const|noexcept|override|final|mutable)|-> ?[\w:<>*& ]+|\(\) ?:.*\{\})$/;

/** Every function of these files, in order of their ends. Those without a body do not count. */
export function findFunctions(files: readonly SourceFile[]): FoundFunction[] {
  return files.flatMap(functionsIn);
}

function functionsIn(file: SourceFile): FoundFunction[] {
  const code = withoutDirectives(file);
  const functions: FoundFunction[] = [];
  const frames: Frame[] = [frameOf('')];
  for (let at = 0; at < code.length; at += 1) {
    const character = code[at] ?? '';
    const frame = frames.at(-1) ?? frameOf('');
    if (character === '{') {
      frames.push(braced(frames, { start: at, native: isNative(file) }));
    } else if (character === '(' || character === '[') {
      frames.push(frameOf(character, { start: at, isList: true }));
    } else if (')]}'.includes(character)) {
      frames.pop();
      resume({ closed: frame, outer: frames.at(-1) ?? frame, next: nextAfter(code, at) });
      functions.push(...measured({ file, code, frame, end: at }));
    } else {
      extend(frame, { character, at });
    }
  }
  return functions;
}

function frameOf(opening: string, what: Partial<Frame> = {}): Frame {
  const blank = { start: 0, isList: false, functionStart: null, isTestGroup: false };
  return { opening, head: '', headStart: -1, ...blank, ...what };
}

/** The frame of a brace: the body of a function, a list, or a block of statements. */
function braced(
  frames: readonly Frame[],
  { start, native }: { start: number; native: boolean },
): Frame {
  const outer = frames.at(-1) ?? frameOf('');
  const head = outer.head.trim();
  if (isFunctionHead(head, native)) {
    const caller = frames.at(-2)?.head.trim() ?? '';
    const isTestGroup = outer.opening === '(' && /\b(?:describe|group|suite)$/.test(caller);
    return frameOf('{', { start, functionStart: outer.headStart, isTestGroup });
  }
  const isList = beforeLiteral.test(head) || (head === '' && outer.isList);
  return frameOf('{', { start, isList });
}

function isFunctionHead(head: string, native: boolean): boolean {
  if (control.test(head) || declaration.test(`${head} `)) {
    return false;
  }
  return native
    ? nativeHead.test(head)
    : scriptHead.test(head) && !beforeLiteral.test(head.replace(/=>$/, ''));
}

/** Carries on in the outer frame: a statement has ended, or the brackets were part of one. */
function resume({ closed, outer, next }: { closed: Frame; outer: Frame; next: string }): void {
  const endsStatement = closed.opening === '{' && !closed.isList && !/[,{).:]/.test(next);
  if (endsStatement) {
    outer.head = '';
    outer.headStart = -1;
  } else {
    outer.headStart = outer.headStart < 0 ? closed.start : outer.headStart;
    outer.head += { '(': '()', '[': '[]', '{': '{}' }[closed.opening] ?? '';
  }
}

function extend(frame: Frame, { character, at }: { character: string; at: number }): void {
  if (character === ';' || (character === ',' && frame.isList)) {
    frame.head = '';
    frame.headStart = -1;
  } else if (character.trim() !== '') {
    frame.headStart = frame.headStart < 0 ? at : frame.headStart;
    frame.head += character;
  } else if (frame.head !== '' && !frame.head.endsWith(' ')) {
    frame.head += ' ';
  }
}

function measured({
  file,
  code,
  frame,
  end,
}: {
  file: SourceFile;
  code: string;
  frame: Frame;
  end: number;
}): FoundFunction[] {
  if (frame.functionStart === null) {
    return [];
  }
  const line = lineAt(code, frame.functionStart < 0 ? frame.start : frame.functionStart);
  const lineCount = lineAt(code, end) - line + 1;
  return [{ path: file.path, line, lineCount, isTestGroup: frame.isTestGroup }];
}

function nextAfter(code: string, at: number): string {
  return /\S/.exec(code.slice(at + 1, at + 200))?.[0] ?? '';
}

/** In C++ a line that starts with # is no part of a statement. */
function withoutDirectives(file: SourceFile): string {
  const code = codeOf(file);
  return isNative(file) ? code.replace(/^[ \t]*#.*$/gm, (line) => ' '.repeat(line.length)) : code;
}
