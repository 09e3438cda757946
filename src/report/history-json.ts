// A history for programs: everything that was found, with every point.

import type { HistoryPage } from './history-table.ts';

/** The history as JSON text with a line feed at the end. */
export function renderHistoryJson({ history, folder }: HistoryPage): string {
  return `${JSON.stringify({ schemaVersion: 1, kind: 'history', folder, ...history }, null, 1)}\n`;
}
