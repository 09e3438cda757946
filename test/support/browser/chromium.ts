// The browser that reports are looked at in: the Chromium of this machine, where there is one. It
// asks for nothing of its own accord.

import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const programNames = ['chromium', 'chromium-browser', 'google-chrome'];
const startDeadlineMs = 60_000;
const switches = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
  ...['--disable-quic', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--force-color-profile=srgb', '--hide-scrollbars'],
];

/** The path of the first Chromium on PATH; `null` where there is none. */
export function findChromium(): string | null {
  const directories = (process.env.PATH ?? '').split(':').filter((part) => part !== '');
  const paths = programNames.flatMap((name) => directories.map((each) => join(each, name)));
  return paths.find(isExecutable) ?? null;
}

/** Starts it; `why` says in a sentence what keeps it from starting. */
export async function startChromium(
  executablePath: string,
): Promise<{ browser: Browser } | { why: string }> {
  try {
    const options = { executablePath, args: switches, timeout: startDeadlineMs };
    return { browser: await chromium.launch(options) };
  } catch (error) {
    const [line] = String(error).split('\n');
    return { why: `${executablePath} does not start here: ${line}` };
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
