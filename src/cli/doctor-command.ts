// `fifobench doctor`: what on this machine will disturb a measurement, and the command that cures
// it.

import { Command } from 'commander';
import { availableCpus } from '../environment/available-cpus.ts';
import { readMachineFacts } from '../environment/machine-facts.ts';
import { measureNoise } from '../environment/measure-noise.ts';
import { worstSeverity } from '../model/finding.ts';
import { machineFindings, renderDoctor, renderDoctorJson } from '../report/doctor.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { chosenFormat } from './format-choice.ts';
import { listenForInterruption } from './interruption.ts';
import { positiveDurationNs } from './load-options.ts';
import { openStatusLine, outputStyle } from './terminal.ts';

interface DoctorFlags {
  readonly duration: string;
  readonly dir?: string;
  readonly format: string;
  readonly quiet?: boolean;
  readonly color: boolean;
}

const formats = ['table', 'json'];

/** The command, which leaves its exit code in `outcome`. */
export function doctorCommand(outcome: CommandOutcome): Command {
  return new Command('doctor')
    .description('what on this machine will disturb a measurement, and the command that cures it')
    .option('--duration <duration>', 'time to measure the noise for', '2s')
    .option('--dir <path>', 'where servers would get their directories (default: shared memory)')
    .option('--format <table|json>', 'what goes to standard output', 'table')
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colour')
    .addHelpText('after', examples)
    .action(async (flags: DoctorFlags) => {
      outcome.exitCode = await examine(flags);
    });
}

const examples = `
Examples:
  fifobench doctor
  fifobench doctor --duration 10s --dir /run/fifobench --format json

Nothing is changed. The exit code is 0, or 4 where nothing could be measured here.`;

async function examine(flags: DoctorFlags): Promise<ExitCode> {
  chosenFormat(flags.format, { of: 'doctor', formats });
  const durationNs = positiveDurationNs(flags.duration, '--duration');
  const facts = await readMachineFacts(runDirectoryParent(flags.dir));
  const status = openStatusLine({ quiet: flags.quiet === true });
  const interruption = listenForInterruption(status);
  try {
    const noise = await measureNoise({
      ...{ cpus: availableCpus(), durationNs, signal: interruption.signal },
      onProgress: (doneRatio) => status.show(`measuring noise: ${Math.round(doneRatio * 100)} %`),
    });
    status.clear();
    const findings = machineFindings(facts, noise);
    const isJson = flags.format === 'json';
    process.stdout.write(
      isJson ? renderDoctorJson(findings) : renderDoctor(findings, outputStyle(flags)),
    );
    if (interruption.signal.aborted) {
      return exitCodes.interrupted;
    }
    return worstSeverity(findings) === 'problem' ? exitCodes.invalid : exitCodes.done;
  } finally {
    status.clear();
    interruption.release();
  }
}
