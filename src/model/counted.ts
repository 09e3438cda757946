// A count with its noun, for names and notes that are stored as they are.

/** `1 client`, `8 clients`; the plural takes an s. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
