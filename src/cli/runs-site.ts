// A folder of runs as pages: its history, and a page for each run and each journal. A page is made
// when it is asked for, and kept until the files that it was made of are others. What is asked for
// is looked up among the files of the folder, so that no request leads anywhere else.

import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe } from '../errors.ts';
import type { RunDigest } from '../model/history.ts';
import type { RunLinks } from '../report/html/history-chart.ts';
import { renderHistoryHtml } from '../report/html/history-page.ts';
import type { Markup } from '../report/html/markup.ts';
import { renderMessage } from '../report/html/message-page.ts';
import { renderRunList } from '../report/html/run-list.ts';
import { renderHtml } from '../report/html/run-page.ts';
import { acceptancesFileName } from '../store/acceptances.ts';
import { fileIdentity, filesIn, type KnownDigests, readRunDigests } from '../store/run-digests.ts';
import { journalEnding } from '../store/run-journal.ts';
import { examineFolder, historyDefaults } from './history-options.ts';
import type { PageAnswer, PageRequest } from './loopback-server.ts';
import { savedRun } from './saved-run.ts';

/** How often a browser asks anew for the history. */
export const refreshPeriodSeconds = 10;

/** Pages of runs that are kept at most. */
const keptPageCountMax = 32;

/** Where the pages of runs are. */
const runsPath = '/runs/';

/** The query of the page that is not loaded again. */
const stillQuery = 'still';

/** Where every page but the history leads back to, the history as it is kept up to date. */
const wayToHistory = { address: '/', text: 'History' };
const wayToRuns = { address: runsPath, text: 'All runs' };
const waysBack = [wayToHistory, wayToRuns];

interface KeptPage {
  readonly identity: string;
  readonly html: Promise<string>;
}

/** The pages of one folder. */
export class RunsSite {
  readonly #folder: string;
  readonly #digests: KnownDigests = new Map();
  readonly #drawings = new Map<string, Markup>();
  readonly #pages = new Map<string, KeptPage>();

  /** Nothing is read yet. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The page at a path; a page that says why where there is none or it cannot be made. */
  async answer({ path, query }: PageRequest): Promise<PageAnswer> {
    try {
      if (path === '/') {
        const html = await this.#history();
        const isStill = query === stillQuery;
        return {
          statusCode: 200,
          html,
          ...(isStill ? {} : { refreshSeconds: refreshPeriodSeconds }),
        };
      }
      if (path === runsPath) {
        return { statusCode: 200, html: this.#runList() };
      }
      const file = path.startsWith(runsPath) ? path.slice(runsPath.length) : '';
      if (!this.#files().includes(file) || !this.#liesWithin(file)) {
        return messageAnswer(404, { heading: 'There is no such page', text: path });
      }
      return { statusCode: 200, html: await this.#run(file) };
    } catch (error) {
      return messageAnswer(500, { heading: 'This cannot be shown', text: describe(error) });
    }
  }

  async #history(): Promise<string> {
    const files = this.#files();
    const named = [...files, ...filesIn(this.#folder, acceptancesFileName)];
    const identity = named.map((file) => `${file} ${this.#identityOf(file)}`).join('\n');
    return await this.#kept('', { identity, make: () => this.#makeHistory(files) });
  }

  async #makeHistory(files: readonly string[]): Promise<string> {
    const flags = { ...historyDefaults, runs: this.#folder };
    const { history, runs, unreadable } = await examineFolder(flags, this.#digests);
    const links = pagesOf(files, runs);
    const live = {
      ...{ live: '/', still: `/?${stillQuery}`, allRuns: runsPath },
      periodSeconds: refreshPeriodSeconds,
    };
    const page = { history, folder: this.#folder };
    return await renderHistoryHtml(page, {
      ...{ links, runs, leftOut: unreadable, live, drawings: this.#drawings },
    });
  }

  #runList(): string {
    const { digests } = readRunDigests(this.#folder, this.#digests);
    const links = pagesOf(this.#files(), digests);
    return renderRunList(digests, { links, folder: this.#folder, around: [wayToHistory] });
  }

  async #run(file: string): Promise<string> {
    const make = async () =>
      await renderHtml(await savedRun(join(this.#folder, file)), { around: waysBack });
    return await this.#kept(file, { identity: this.#identityOf(file), make });
  }

  /** Requests that come while a page is made wait for that one; a failure is not kept. */
  async #kept(
    name: string,
    { identity, make }: { identity: string; make: () => Promise<string> },
  ): Promise<string> {
    const before = this.#pages.get(name);
    if (before?.identity === identity) {
      return await before.html;
    }
    const page = { identity, html: make() };
    this.#pages.delete(name);
    this.#pages.set(name, page);
    this.#forgetOldest();
    try {
      return await page.html;
    } catch (error) {
      if (this.#pages.get(name) === page) {
        this.#pages.delete(name);
      }
      throw error;
    }
  }

  #forgetOldest(): void {
    for (const name of this.#pages.keys()) {
      if (this.#pages.size <= keptPageCountMax) {
        return;
      }
      this.#pages.delete(name);
    }
  }

  #files(): string[] {
    return ['.json', journalEnding].flatMap((ending) => filesIn(this.#folder, ending));
  }

  /** A link that leads out of the folder is no page. */
  #liesWithin(file: string): boolean {
    const home = `${realpathSync(this.#folder)}${sep}`;
    return realpathSync(join(this.#folder, file)).startsWith(home);
  }

  /** Empty where the file has gone meanwhile. */
  #identityOf(file: string): string {
    try {
      return fileIdentity(join(this.#folder, file));
    } catch {
      return '';
    }
  }
}

function messageAnswer(
  statusCode: number,
  { heading, text }: { heading: string; text: string },
): PageAnswer {
  return { statusCode, html: renderMessage(heading, { text, around: waysBack }) };
}

/** Addresses of all files but those that were imported: they hold nothing to make a page of. */
function pagesOf(files: readonly string[], runs: readonly RunDigest[]): RunLinks {
  const imported = new Set(runs.flatMap(({ kind, file }) => (kind === 'imported' ? [file] : [])));
  const own = files.filter((file) => !imported.has(file));
  return new Map(own.map((file) => [file, addressOf(file)]));
}

function addressOf(file: string): string {
  return `${runsPath}${file.split('/').map(encodeURIComponent).join('/')}`;
}
