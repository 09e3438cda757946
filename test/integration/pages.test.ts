// The pages for browsers as a browser shows them, each made from a run of its own: charts with
// marks, texts apart from each other and readable, on wide and narrow windows, in light, dark and
// on paper, without scripts and without a network. Skipped where there is no Chromium.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Run } from '../../src/model/run.ts';
import { renderHtml } from '../../src/report/html/run-page.ts';
import { storedRunSchema } from '../../src/store/run-schema.ts';
import { formatRun, parseRun } from '../../src/store/run-text.ts';
import { findChromium, startChromium } from '../support/browser/chromium.ts';
import { faultsOf } from '../support/browser/page-faults.ts';
import { surveyPage } from '../support/browser/page-survey.ts';
import { sampleCheck } from '../support/made-check.ts';
import { assertFiguresOf, assertNoStrayNumerals, namesOf } from '../support/page-figures.ts';
import { recordedRun } from '../support/recorded-run.ts';
import { sampleRun } from '../support/sample-run.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

const short = ['--duration', '200ms', '--warmup', '20ms'];
const both = ['--server', 'basic', '--server', 'forking'];

/** By name, the command line of a short run of each kind. */
const commandLines: Readonly<Record<string, readonly string[]>> = {
  run: ['run', '--server', 'forking', '--clients', '3', ...short],
  'open-load': ['run', '--server', 'basic', '--rate', '400/s', ...short],
  compare: ['compare', 'basic', 'forking', '--pairs', '6', '--block', '60ms', '--clients', '2'],
  sweep: ['sweep', ...both, '--clients', '1,2,4', ...short],
  rates: ['sweep', '--server', 'basic', '--rate', '100/s,400/s', ...short],
  service: ['sweep', ...both, '--clients', '2', '--service', '0,1ms', ...short],
  check: ['check', 'basic'],
  bench: ['bench', 'unlink', 'record', '--duration', '1ms'],
};

/** Runs whose pages show what a short run on a good day does not. */
const made = {
  'compare of three': sampleRun(),
  'not valid': sampleRun({ validity: { valid: false, causes: ['forking ended by itself.'] } }),
  'check of three': sampleCheck(3),
  'run with a stall': recordedRun(),
  'sweep with a stall': recordedRun({ kind: 'sweep' }),
};

type View = { name: string; width: number } & Parameters<Page['emulateMedia']>[0];

/** Of a sheet of A4. */
const paperPixels = 794;

const views: readonly View[] = [
  { name: 'wide, light', width: 1280, colorScheme: 'light', media: 'screen' },
  { name: 'wide, dark', width: 1280, colorScheme: 'dark', media: 'screen' },
  { name: 'narrow, light', width: 390, colorScheme: 'light', media: 'screen' },
  { name: 'narrow, dark', width: 390, colorScheme: 'dark', media: 'screen' },
  { name: 'on paper', width: paperPixels, colorScheme: 'light', media: 'print' },
  { name: 'on paper, dark system', width: paperPixels, colorScheme: 'dark', media: 'print' },
];

/** Of each thing that the browser is asked to do; far longer than it takes on a busy machine. */
const actionDeadlineMs = 120_000;

const path = findChromium();
const skip =
  path === null
    ? 'no Chromium on PATH (chromium, chromium-browser, google-chrome): pages are not looked at'
    : false;

test('pages of real runs look right in a browser', { skip }, async (context) => {
  const start = await startChromium(path ?? '');
  if ('why' in start) {
    context.skip(start.why);
    return;
  }
  const { browser } = start;
  context.after(() => browser.close());
  const directory = scratchDirectory(context);
  await context.test('a page with faults is found out', () => findsFaults(browser));
  for (const [name, argv] of Object.entries(commandLines)) {
    await context.test(name, async (inner) => {
      const files = await measure(inner, { directory, name, argv });
      await lookAt(browser, addressOf(files), (page) => assertVerdictsAreTold(page, files.json));
      assertNumbersAreTraced(files);
    });
  }
  await context.test('history of these runs', async (inner) => {
    await lookAt(browser, pathToFileURL(await historyPage(inner, directory)).href);
  });
  await context.test('served, with a way back', (inner) => leadsBack(inner, browser, directory));
  for (const [name, run] of Object.entries(made)) {
    await context.test(name, async () => {
      const files = await filesOf(run, join(directory, name));
      await lookAt(browser, addressOf(files), (page) => assertVerdictsAreTold(page, files.json));
      assertNumbersAreTraced(files);
    });
  }
});

interface Files {
  readonly json: string;
  readonly html: string;
}

function addressOf({ html }: Files): string {
  return pathToFileURL(html).href;
}

/** Runs the command line and makes the page of what it saved. */
async function measure(
  context: TestContext,
  { directory, name, argv }: { directory: string; name: string; argv: readonly string[] },
): Promise<Files> {
  const json = join(directory, `${name}.json`);
  const end = await runTool(context, directory, [...argv, '--out', json, '--quiet']);
  // A busy machine may make a short run invalid, or a server late; it is a page all the same.
  assert.ok([0, 4, 6].includes(end.exitCode ?? -1), `exit ${end.exitCode}: ${end.stderr}`);
  return await filesOf(parseRun(readFileSync(json, 'utf8'), json), join(directory, name));
}

/** Writes a run and its page. */
async function filesOf(run: Run, path: string): Promise<Files> {
  const files = { json: `${path}.json`, html: `${path}.html` };
  writeFileSync(files.json, formatRun(run));
  writeFileSync(files.html, await renderHtml(run));
  return files;
}

/** The page of a folder: of everything that has been measured in it. */
async function historyPage(context: TestContext, directory: string): Promise<string> {
  const words = ['report', '.', '--format', 'html', '--out', 'history.html'];
  const end = await runTool(context, directory, words);
  assert.equal(end.exitCode, 0, end.stderr);
  return join(directory, 'history.html');
}

/** A run's page, served with its history: it looks right, and leads to the history by keyboard. */
async function leadsBack(context: TestContext, browser: Browser, directory: string): Promise<void> {
  const tool = new Tool(context, directory, ['report', '.', '--serve']);
  await until('the address is told', () => /Ctrl-C ends it\n/.test(tool.stderr), 60_000);
  const address = /http:\S+\//.exec(tool.stderr)?.[0] ?? '';
  await lookAt(browser, `${address}runs/run.json`, async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('link', { name: 'History' }).isVisible(), false);
  });
  const page = await browser.newPage();
  context.after(() => page.close());
  await page.goto(`${address}runs/run.json`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(address);
  assert.match(await page.title(), /^fifobench history/);
}

/** Shows a page in every view; `whatElse` is asked of it at the end. */
async function lookAt(
  browser: Browser,
  address: string,
  whatElse: (page: Page) => Promise<void> = async () => undefined,
): Promise<void> {
  const sheet = await browser.newContext({ javaScriptEnabled: false });
  sheet.setDefaultTimeout(actionDeadlineMs);
  try {
    const { page, complaints } = await opened(sheet, address);
    const printed = await printedTexts(page);
    for (const view of views) {
      await show(page, view);
      const faults = faultsOf(await surveyPage(page));
      assert.ok(faults.length === 0, `${view.name}: ${faults.slice(0, 20).join('; ')}`);
    }
    assert.deepEqual(await printedTexts(page, { isWhole: false }), printed);
    await whatElse(page);
    assert.deepEqual(complaints, []);
  } finally {
    await sheet.close();
  }
}

/** Runs in the page: what its style sheet says behind an element. */
function contentAfter(element: unknown): string {
  const { getComputedStyle } = globalThis as unknown as {
    getComputedStyle(of: unknown, part: string): { readonly content: string };
  };
  return getComputedStyle(element, '::after').content;
}

/**
 * What would be printed: the texts that are seen on paper. What is too long for that says so; with
 * `isWhole` false it is passed over, for it is unfolded by then.
 */
async function printedTexts(page: Page, { isWhole = true } = {}): Promise<string[]> {
  await page.setViewportSize({ width: paperPixels, height: 900 });
  await page.emulateMedia({ media: 'print' });
  const long = page.locator('.bulky');
  const passedOver = isWhole ? [] : await long.locator(':scope > :not(summary)').all();
  for (const part of passedOver) {
    await part.evaluate((element) => (element as unknown as { remove(): void }).remove());
  }
  for (const summary of isWhole ? await long.locator(':scope > summary').all() : []) {
    const said = await summary.evaluate(contentAfter);
    assert.match(said, /not printed; unfold it to print it/);
  }
  const { texts } = await surveyPage(page);
  return texts.filter(({ boxes }) => boxes.length > 0).map(({ text }) => text);
}

/** Opens a page; whatever it asks for or complains about is listed. */
async function opened(sheet: BrowserContext, address: string) {
  const page = await sheet.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) {
      complaints.push(`asks for ${request.url()}`);
    }
  });
  await page.goto(address);
  return { page, complaints };
}

/** Shows it at a width and in a manner, with the tables behind its charts unfolded. */
async function show(page: Page, { name: _, width, ...media }: View): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia(media);
  for (const summary of await page.locator('details:not([open]) > summary').all()) {
    if (await summary.isVisible()) {
      await summary.click();
    }
  }
}

/** The word of each verdict, in the order of the page's tables, is the one that is stored. */
async function assertVerdictsAreTold(page: Page, json: string): Promise<void> {
  const { verdicts, validity } = storedRunSchema.parse(JSON.parse(readFileSync(json, 'utf8')));
  const words = await page.locator('.word').allInnerTexts();
  const stored = validity.valid ? verdicts.map(({ verdict }) => verdict) : [];
  assert.deepEqual(words.toSorted(), stored.toSorted());
  for (const cause of validity.causes) {
    const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
    assert.ok(text.includes(cause), cause);
  }
}

/** Every number of the page is one of the stored run. */
function assertNumbersAreTraced({ json, html }: Files): void {
  const stored = storedRunSchema.parse(JSON.parse(readFileSync(json, 'utf8')));
  const page = readFileSync(html, 'utf8');
  assert.ok(assertFiguresOf(page, stored) > 0);
  assertNoStrayNumerals(page, namesOf(stored));
}

/** What the tests above would say of a page on which everything is wrong. */
async function findsFaults(browser: Browser): Promise<void> {
  const sheet = await browser.newContext({ javaScriptEnabled: false });
  const page = await sheet.newPage();
  await page.setViewportSize({ width: 390, height: 900 });
  await page.setContent(`<body style="margin: 0; background: #fff">
<p style="color: #999">faint</p>
<p style="position: absolute; top: 90px; left: 200px">one</p>
<p style="position: absolute; top: 95px; left: 205px">two</p>
<div style="width: 500px; margin-top: 100px">wide</div>
<div style="width: 90px; overflow-x: auto"><p style="width: 200px; margin: 0">hidden</p></div>
<figure id="none"><svg width="100" height="50"><g class="role-axis"><path d="M0,0h9"/></g></svg>
</figure>
<figure id="some"><svg width="100" height="50" viewBox="0 0 100 50" style="overflow: visible">
<g class="role-mark"><path d="M0,0h9v9z" fill="#eee"/><path d="M90,0h40v9z"/></g>
<text x="80" y="20">outside</text></svg></figure>`);
  const faults = faultsOf(await surveyPage(page));
  await sheet.close();
  assert.deepEqual(faults, [
    'the content is 500 pixels wide, the window 390',
    '200 pixels are to be seen in 90',
    '“one” and “two” overlap',
    '“faint” has a contrast of 2.8',
    '“outside” is cut off at the edge of its drawing',
    'none shows no mark',
    'a mark of some lies outside it',
    'a mark of some is too faint: #eee',
  ]);
}
