// An option that may stand several times on a command line, each time with one more value.

import { Option } from 'commander';

/** The option; without it the list is empty, which the help calls `absence`. */
export function repeatableOption(flags: string, description: string, absence = 'none'): Option {
  return new Option(flags, description)
    .argParser((text: string, others: readonly string[]) => [...others, text])
    .default([], absence);
}
