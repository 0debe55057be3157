import { Command, Option } from 'commander'
import { VERSION } from '../experiments/version.ts'
import type { RunFlags } from './run.ts'
import { wholeNumber } from './wholeNumber.ts'

/** The command line `aiigo-sim`. What a command needs is loaded when it runs, so that `--help` answers at once. */
export function createProgram(): Command {
  const program = new Command('aiigo-sim')
    .description(
      'Simulates an AIIGO market against the real contracts on a local chain, or on their twin in this process.',
    )
    .version(VERSION)
    .showHelpAfterError('(aiigo-sim --help shows what there is)')
    .addHelpText('after', EXAMPLES)

  program
    .command('run')
    .description('run a scenario; its folder has the report, the figures and everything that happened')
    .argument('<scenario>', 'a YAML file, or the name of a scenario that comes with AIIGO')
    .option('--seed <n>', "the source of all chance (default: the scenario's)", wholeNumber(2 ** 32 - 1))
    .option('--out <folder>', "where the run's own folder <name>-<seed> is made", 'runs')
    .option('--trace <file>', 'a CSV file in place of the trace that the scenario names')
    .addOption(
      new Option('--ledger <name>', "what the market runs on (default: the scenario's)").choices(['twin', 'anvil']),
    )
    .option('--verify', 'run on the twin and on a local chain at once; fail where the two say different things')
    .option('--port <n>', 'port of the local chain (default: a free one)', wholeNumber(65_535))
    .option('--quiet', 'say nothing but the path of the report')
    .option('--verbose', 'show where an error comes from, as DEBUG=1 in the environment does')
    .addHelpText('after', EXAMPLES)
    .action(async (scenario: string, flags: RunFlags) => (await import('./run.ts')).run(scenario, flags))

  program
    .command('list')
    .description('list the scenarios that come with AIIGO')
    .action(async () => (await import('./list.ts')).list())

  return program
}

const EXAMPLES = `
Examples:
  aiigo-sim list
  aiigo-sim run first-week
  aiigo-sim run my-market.yaml --seed 7 --out /tmp/runs
  aiigo-sim run training-trace --trace jobs.csv
  aiigo-sim run year-1                           a million tasks, on the twin
  aiigo-sim run first-week --ledger twin         the same events in less than half of the time
  aiigo-sim run first-week --verify              and is it so? Every event is compared with the chain's

The same scenario and seed give the same results. A run leaves <out>/<name>-<seed>/ with report.html, kpis.json,
series.parquet, events.parquet, manifest.json and timing.json; a run that fails or is stopped leaves nothing.`
