import { deepStrictEqual } from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { concentrationOf } from '../src/assign/concentration.ts'
import { assign, createIndex, explain, rank, select } from '../src/index.ts'
import { aBatch, type Batch } from '../test/batches.ts'
import { optimum } from '../test/optimum.ts'
import { batch, market, request } from './market.ts'
import { naive } from './naive.ts'

export type Row = {
  what: string
  value: number
  unit: string
  /** What it is compared with, in the same run. */
  against?: string
  /** How many times faster than that. */
  ratio?: number
  aim?: string
}

/** Every figure is the best of several rounds, and the rankings compared are checked to be the same. */
export async function benchmarks(): Promise<Row[]> {
  return [...small(10_000), ...batches(1_000, 10_000), ...quality(), ...selection(1_000, 1_000), ...large(1_000_000)]
}

function small(size: number): Row[] {
  const candidates = market(size)
  const index = createIndex(candidates)
  deepStrictEqual(index.rank(request), rank(request, candidates))
  const [indexed] = fastest(500, [() => index.rank(request, { limit: 10 })])
  const [plain, upsert, explained] = fastest(40, [
    () => rank(request, candidates, { limit: 10 }),
    () => candidates.forEach(index.upsert),
    () => explain(request, candidates),
  ])
  const perNode = (ms: number) => (ms * 1e6) / size
  const name = `${size.toLocaleString('en')} nodes`
  return [
    { what: `rank, ${name}, index`, value: perNode(indexed!), unit: 'ns a node', aim: 'under 25' },
    { what: `rank, ${name}, plain with all checks`, value: perNode(plain!), unit: 'ns a node' },
    { what: `explain, ${name}`, value: perNode(explained!), unit: 'ns a node' },
    { what: 'upsert into an index', value: perNode(upsert!), unit: 'ns a node' },
  ]
}

function batches(size: number, nodes: number): Row[] {
  const candidates = market(nodes)
  const index = createIndex(candidates)
  const requests = batch(size)
  const what = `assign, ${size.toLocaleString('en')} requests on ${nodes.toLocaleString('en')} nodes`
  const [assigned, indexed] = fastest(10, [
    () => assign(requests, index),
    () => requests.map((request) => index.rank(request, { limit: 1 })),
  ])
  // Ten seconds for all of them, and each takes as long as the next.
  const some = requests.slice(0, size / 50)
  const [ranked] = fastest(2, [() => some.map((request) => rank(request, candidates, { limit: 1 }))])
  return [
    {
      what,
      value: assigned!,
      unit: 'ms',
      against: `rank a request: ${(50 * ranked!).toFixed(0)} ms (a fiftieth of them measured)`,
      ratio: (50 * ranked!) / assigned!,
      aim: '≥ 10× faster',
    },
    {
      what,
      value: assigned!,
      unit: 'ms',
      against: `index.rank a request, the first only, and two may get the same: ${indexed!.toFixed(0)} ms`,
      ratio: indexed! / assigned!,
    },
  ]
}

/** How far the sum of scores is below the optimum, in percent of it; where HiGHS does not find that in time, below its bound. */
function quality(): Row[] {
  const below = ({ requests, candidates }: Batch, reached: number, relaxed: boolean) => {
    const best = optimum({ requests, candidates }, { worth: ({ score }) => score, relaxed })
    return best === 0 ? 0 : 100 * (1 - reached / best)
  }
  const scoreOf = ({ requests, candidates }: Batch) => assign(requests, createIndex(candidates)).total.score
  const small = fc.sample(aBatch(12, 6), { seed: 1, numRuns: 100 })
  const large = { requests: batch(200), candidates: market(1_000) }
  const greedy = (batch: Batch) => below(batch, oneByOne(batch), batch === large)
  return [
    {
      what: 'assign, the worst of 100 batches of up to 12 requests, below the optimum (HiGHS)',
      value: Math.max(0, ...small.map((batch) => below(batch, scoreOf(batch), false))),
      unit: '%',
      against: `the best node for one request after another: ${Math.max(...small.map(greedy)).toFixed(1)} %`,
      aim: '≤ 1',
    },
    {
      what: 'assign, 200 requests on 1,000 nodes, below a bound that the optimum does not reach (HiGHS, relaxed)',
      value: below(large, scoreOf(large), true),
      unit: '%',
      against: `the best node for one request after another: ${greedy(large).toFixed(1)} %`,
    },
  ]
}

/** The sum of scores when each request in turn gets the best that the ones before have left. */
function oneByOne({ requests, candidates }: Batch): number {
  const index = createIndex(candidates)
  const nodes = new Map(candidates.map((node) => [node.nodeId, node]))
  return requests.reduce((sum, request) => {
    const [best] = index.rank(request, { limit: 1 })
    if (!best) return sum
    const node = nodes.get(best.nodeId)!
    const powerReserved = node.powerReserved + request.requiredPower
    nodes.set(node.nodeId, { ...node, powerReserved, openTasks: node.openTasks + 1 })
    index.upsert(nodes.get(node.nodeId)!)
    return sum + best.score
  }, 0)
}

/** One task after another to a node of the top 10, which is as busy as before afterwards: how concentrated that is. */
function selection(size: number, nodes: number): Row[] {
  const index = createIndex(market(nodes))
  const rankings = batch(size).map((request) => index.rank(request, { limit: 10 }))
  const chosen = (temperature: number) => {
    const picks = rankings.flatMap((ranked, i) => select(ranked, { temperature, seed: BigInt(i) }) ?? [])
    const tasks = new Map<string, number>()
    for (const { nodeId } of picks) tasks.set(nodeId, (tasks.get(nodeId) ?? 0) + 1)
    const score = picks.reduce((sum, { score }) => sum + score, 0) / picks.length
    return { score, ...concentrationOf(tasks.values(), nodes) }
  }
  const cold = chosen(0)
  return [0.02, 0.05].map((temperature) => {
    const warm = chosen(temperature)
    const figures = [cold.hhi, warm.score, cold.score].map((figure) => figure.toFixed(3))
    return {
      what: `select, temperature ${temperature}: concentration (HHI) of ${size.toLocaleString('en')} tasks`,
      value: warm.hhi,
      unit: 'HHI',
      against: `always the best: ${figures[0]}; mean score ${figures[1]} instead of ${figures[2]}`,
      ratio: cold.hhi / warm.hhi,
    }
  })
}

function large(size: number): Row[] {
  const candidates = market(size)
  const index = createIndex(candidates)
  deepStrictEqual(index.rank(request, { limit: 10 }), naive(request, candidates, 10))
  const [indexed, mapped] = fastest(5, [() => index.rank(request, { limit: 10 }), () => naive(request, candidates, 10)])
  return [
    {
      what: `rank, top 10 of ${size.toLocaleString('en')} indexed nodes`,
      value: indexed!,
      unit: 'ms',
      against: `mapping, scoring and sorting plain objects: ${mapped!.toFixed(0)} ms`,
      ratio: mapped! / indexed!,
      aim: '≥ 50× faster',
    },
  ]
}

/** The shortest time of each in milliseconds; one round of all after another, so that a noisy moment hits all alike. */
function fastest(rounds: number, tasks: (() => unknown)[]): number[] {
  const best = tasks.map(() => Infinity)
  for (let round = 0; round < rounds; round++) {
    for (const [i, task] of tasks.entries()) {
      const start = performance.now()
      task()
      best[i] = Math.min(best[i]!, performance.now() - start)
    }
  }
  return best
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.table(await benchmarks())
