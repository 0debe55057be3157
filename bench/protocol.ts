import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { forgetEnded, type MarketState } from '../packages/protocol/src/index.ts'
import { batchSteps, deployedMarket, LENGTH, openingSteps, run } from './lives.ts'
import type { Row } from './run.ts'

// Short rounds, many of them: some fall between what else the machine does.
const ROUNDS = 50
const BATCHES = 4
/** What the engine optimises late is not what a long simulation runs on. */
const WARM_UP = 50

/** The twin of the contracts: how fast it decides and evolves on one core, and whether its memory follows what lives. */
export async function benchmarks(): Promise<Row[]> {
  const market = createMarket()
  market.live(WARM_UP * BATCHES)
  const rounds = Array.from({ length: ROUNDS }, () => market.live(BATCHES))
  const before = heap()
  const held = market.ended()
  market.live((WARM_UP + ROUNDS) * BATCHES)
  return [rateRow(rounds), memoryRow(before, heap(), market.ended() - held)]
}

type Round = { commands: number; events: number; seconds: number }

function createMarket() {
  const state = deployedMarket()
  const start = 1_767_225_600
  run(state, openingSteps(start))
  let [batch, ended] = [0, 0]
  const live = (batches: number): Round => {
    const round = { commands: 0, events: 0, seconds: 0 }
    for (let i = 0; i < batches; i++, batch++) ended += addBatch(round, state, start + (batch + 1) * LENGTH, batch)
    return round
  }
  return { live, ended: () => ended }
}

/**
 * What the calls are is made up beforehand: measured is deciding, evolving and forgetting, in seconds of processor time,
 * with the collector's. The clock on the wall would measure who else is on the machine.
 */
function addBatch(round: Round, state: MarketState, begin: number, batch: number): number {
  const steps = batchSteps(begin, batch)
  const before = process.cpuUsage()
  const events = run(state, steps)
  const ended = forgetEnded(state)
  const { user, system } = process.cpuUsage(before)
  round.seconds += (user + system) / 1e6
  round.commands += steps.length
  round.events += events
  return ended
}

/** The best round: whoever shares the core's caches only makes it slower, and the median says by how much. */
function rateRow(rounds: readonly Round[]): Row {
  const rates = rounds.map(({ commands, seconds }) => commands / seconds).sort((a, b) => b - a)
  const [{ commands, events }] = rounds as [Round]
  const median = rates[Math.floor(rates.length / 2)]!.toLocaleString('en', { maximumSignificantDigits: 3 })
  return {
    what: `twin: decide and evolve on one core, ${(events / commands).toFixed(1)} events a command`,
    value: rates[0]!,
    unit: 'commands a second',
    against: `the best of ${rounds.length} rounds of ${commands.toLocaleString('en')}; their median: ${median}`,
    aim: '≥ 500,000',
  }
}

function memoryRow(before: number, after: number, ended: number): Row {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  return {
    what: `twin: memory that an ended task leaves, forgotten`,
    value: Math.max(0, after - before) / ended,
    unit: 'bytes',
    against: `heap after ${ended.toLocaleString('en')} tasks: ${megabytes(before)}, after twice as many: ${megabytes(after)}`,
    aim: 'flat',
  }
}

function heap(): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  for (let i = 0; i < 3; i++) collect()
  return process.memoryUsage().heapUsed
}
