import { availableParallelism } from 'node:os'
import { Command, Option } from 'commander'
import { printError } from '../cli/printError.ts'
import { wholeNumber } from '../cli/wholeNumber.ts'
import { chains, type EvmName } from './chains/startChain.ts'
import { Difference } from './compare.ts'
import { addCounters, type Counters, createCounters } from './counters.ts'
import { readHistory } from './file.ts'
import { keepFailure } from './keep.ts'
import { missingIn } from './missing.ts'
import { playSteps, startPair } from './run.ts'
import { type HistoryPlan, playSideBySide } from './sideBySide.ts'

type CommonFlags = { evm: EvmName; verbose?: boolean }
type RunFlags = CommonFlags & { seed: number; commands: number; chain: number; jobs: number; shrink: number }

const evm = () =>
  new Option('--evm <name>', 'who carries out the contracts').choices(Object.keys(chains)).default('anvil')
const verbose = () => new Option('--verbose', 'show where an error comes from, as DEBUG=1 in the environment does')
const most = Number.MAX_SAFE_INTEGER

const program = new Command('comparison/main.ts').description(
  'Sends random calls to the contracts and to their twin, and compares events, errors, balances and views.',
)
program
  .command('run')
  .description('one history a seed, until there were so many calls; where the two differ, a short one is written down')
  .option('--seed <n>', 'of the first history', wholeNumber(2 ** 32 - 1), 1)
  .option('--commands <n>', 'calls in all', wholeNumber(most, 1), 100_000)
  .option('--chain <n>', 'calls on one chain: a longer history costs anvil more a call', wholeNumber(most, 1), 20_000)
  .option('--jobs <n>', 'histories at a time, in processes of their own', wholeNumber(1_024, 1), availableParallelism())
  .option('--shrink <seconds>', 'for how long a history that fails may be made short', wholeNumber(86_400), 120)
  .addOption(evm())
  .addOption(verbose())
  .action((flags: RunFlags) => end(run(flags), flags))
program
  .command('replay')
  .description('play a history again that was written down')
  .argument('<file>', 'as `run` has written it')
  .addOption(evm())
  .addOption(verbose())
  .action((file: string, flags: CommonFlags) => end(replay(file, flags), flags))
await program.parseAsync()

async function end(outcome: Promise<number>, { verbose = Boolean(process.env.DEBUG) }: CommonFlags): Promise<void> {
  process.exitCode = await outcome.catch((error) => {
    printError(error, verbose)
    return 1
  })
}

async function run({ seed, commands, chain, shrink, jobs, evm }: RunFlags): Promise<number> {
  const counters = createCounters()
  const start = performance.now()
  const failure = await playSideBySide(plansOf({ seed, commands, chain, evm }), jobs, (plan, played) => {
    addCounters(counters, played.counters)
    console.log(`seed ${plan.seed}: ${progress(counters, performance.now() - start)}`)
  })
  if (failure) {
    console.error(`${failure.difference.stack}\nShrinking for ${shrink} seconds at most.`)
    console.error(await keepFailure(failure, 1_000 * shrink, { evm }))
    return 1
  }
  const missing = missingIn(counters)
  console.log(missing.length === 0 ? 'Everything was reached.' : `Never reached:\n  ${missing.join('\n  ')}`)
  return 0
}

/** A seed each, until there are so many calls. */
function* plansOf({ seed, commands, chain, evm }: Omit<RunFlags, 'jobs' | 'shrink'>): Generator<HistoryPlan> {
  for (let next = seed, left = commands; left > 0; next++, left -= chain)
    yield { seed: next, calls: Math.min(chain, left), evm }
}

function progress({ calls, accepted, refused }: Counters, milliseconds: number): string {
  const a = [...accepted.values()].reduce((sum, one) => sum + one, 0)
  const rate = Math.round((1_000 * calls) / milliseconds)
  return `${calls} commands, ${a} accepted, by ${accepted.size} functions; ${refused.size} errors; ${rate} a second`
}

async function replay(path: string, { evm }: CommonFlags): Promise<number> {
  const { steps } = await readHistory(path)
  const pair = await startPair(createCounters(), { evm })
  try {
    await playSteps(pair, steps)
    console.log('The chain and the twin are one.')
    return 0
  } catch (error) {
    if (!(error instanceof Difference)) throw error
    console.error(error.message)
    return 1
  } finally {
    await pair.chain.stop()
  }
}
