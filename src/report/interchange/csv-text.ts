// Comma-separated values by RFC 4180: lines end in CR LF, and a field is quoted where it must be.

/** The rows as text; no rows give ''. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
