import { deepStrictEqual } from 'node:assert/strict'
import { pathToFileURL } from 'node:url'
import { createIndex, explain, rank } from '../src/index.ts'
import { market, request } from './market.ts'
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
  return [...small(10_000), ...large(1_000_000)]
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
