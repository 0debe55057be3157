import { parseArgs } from 'node:util'
import { chains, type EvmName } from './chains/startChain.ts'
import { type Counters, createCounters } from './counters.ts'
import { readHistory } from './file.ts'
import { keepFailure } from './keep.ts'
import { missingIn } from './missing.ts'
import { playSteps, runHistory, startPair } from './run.ts'

const USAGE = `node --conditions=aiigo-source simulations/src/comparison/main.ts run [--seed 1] [--commands 100000] [--chain 20000] [--shrink 120] [--evm anvil]
node --conditions=aiigo-source simulations/src/comparison/main.ts replay <file> [--evm anvil]`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    commands: { type: 'string', default: '100000' },
    /** Commands on one chain: a longer history costs anvil more a command. */
    chain: { type: 'string', default: '20000' },
    /** Seconds that may be spent on shrinking. */
    shrink: { type: 'string', default: '120' },
    /** Who carries out the contracts: anvil, or ethereumjs. */
    evm: { type: 'string', default: 'anvil' },
  },
})

const [command, file] = positionals
const evm = values.evm as EvmName
if (!Object.hasOwn(chains, evm)) fail()
else if (command === 'run') process.exitCode = await run()
else if (command === 'replay' && file) process.exitCode = await replay(file)
else fail()

function fail() {
  console.error(USAGE)
  process.exitCode = 2
}

async function run(): Promise<number> {
  const counters = createCounters()
  const [first, wanted, each] = [Number(values.seed), Number(values.commands), Number(values.chain)]
  const start = performance.now()
  for (let seed = first; counters.calls < wanted; seed++) {
    const calls = Math.min(each, wanted - counters.calls)
    const failure = await runHistory({ seed, calls, counters, evm })
    if (failure) {
      console.error(`${failure.difference.stack}\nShrinking for ${values.shrink} seconds at most.`)
      console.error(await keepFailure(failure, 1_000 * Number(values.shrink), { evm }))
      return 1
    }
    console.log(`seed ${seed}: ${progress(counters, performance.now() - start)}`)
  }
  const missing = missingIn(counters)
  console.log(missing.length === 0 ? 'Everything was reached.' : `Never reached:\n  ${missing.join('\n  ')}`)
  return 0
}

function progress({ calls, accepted, refused }: Counters, milliseconds: number): string {
  const a = [...accepted.values()].reduce((sum, one) => sum + one, 0)
  const rate = Math.round((1_000 * calls) / milliseconds)
  return `${calls} commands, ${a} accepted, by ${accepted.size} functions; ${refused.size} errors; ${rate} a second`
}

async function replay(path: string): Promise<number> {
  const { steps } = await readHistory(path)
  const pair = await startPair(createCounters(), { evm })
  try {
    await playSteps(pair, steps)
    console.log('The chain and the twin are one.')
    return 0
  } catch (difference) {
    console.error((difference as Error).message)
    return 1
  } finally {
    await pair.chain.stop()
  }
}
