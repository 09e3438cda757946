// The rooms of native/: addon ─▶ client ─▶ core ◀─ servers, warden. Headers of Node stay in the
// addon, and descriptors are closed by their owner alone.

import {
  codeOf,
  type Finding,
  findMatches,
  isNative,
  type SourceFile,
  uncommented,
} from './source-file.ts';

/** The directories of native/ whose headers a room may include, besides its own. */
const mayInclude: Readonly<Record<string, readonly string[]>> = {
  core: [],
  client: ['core'],
  servers: ['core'],
  warden: ['core'],
  addon: ['core', 'client'],
  test: ['core', 'client', 'servers', 'warden'],
};

/** Headers of Node are included in native/addon alone. */
export function nodeHeadersStayInTheAddon(files: readonly SourceFile[]): Finding[] {
  const others = native(files).filter(({ path }) => !path.startsWith('native/addon/'));
  const what = '% outside native/addon';
  const cure = 'take plain values; the addon converts';
  const pattern = /#include\s*[<"](?:node_api|js_native_api|napi|node|uv|v8)[\w-]*\.h[>"]/g;
  return findMatches(others, pattern, { form: uncommented, what, cure });
}

/** Includes of our own headers follow the arrows. */
export function includesFollowTheArrows(files: readonly SourceFile[]): Finding[] {
  return native(files).flatMap((file) => {
    const room = file.path.split('/')[1] ?? '';
    const allowed = [room, ...(mayInclude[room] ?? [])];
    const what = `% from native/${room}`;
    const cure = `include only ${allowed.map((name) => `${name}/`).join(', ')}`;
    const pattern = new RegExp(`#include\\s*"(?!(?:${allowed.join('|')})/)\\w+/[^"]*"`, 'g');
    return findMatches([file], pattern, { form: uncommented, what, cure });
  });
}

/**
 * A descriptor is closed by its owner in native/core/fd. The yardstick shares no code with the
 * library and closes its own.
 */
export function onlyTheOwnerCloses(files: readonly SourceFile[]): Finding[] {
  const others = native(files).filter(
    ({ path }) => !/^native\/(?:core\/fd\.|test\/yardstick\/)/.test(path),
  );
  const what = 'a raw close()';
  const cure = 'let an Fd own the descriptor';
  const pattern = /(?:[;{}()=!,&|?]|\breturn)\s*(?:::)?close\((?!\s*\))/g;
  return findMatches(others, pattern, { form: codeOf, what, cure });
}

function native(files: readonly SourceFile[]): SourceFile[] {
  return files.filter((file) => isNative(file) && file.path.startsWith('native/'));
}
