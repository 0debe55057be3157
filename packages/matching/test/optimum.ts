// The best assignment that there is, as HiGHS finds it, which knows nothing of this package: a program of zeros and ones,
// with a variable for each eligible pair and, where a node's later tasks count less, each of the node's places.
import { rank, type SomeWeights } from '../src/index.ts'
import type { Batch } from './batches.ts'

// TypeScript takes its types for those of CommonJS, where the function would be one `default` further in.
const { default: load } = (await import('highs')) as unknown as { default: typeof import('highs').default }
const highs = await load()

/** What is to be as large as can be: the sum of what pairs are worth. */
export type Aim = {
  worth: (pair: { score: number; pricePerHour: bigint }) => number
  /** What part of its worth counts of a node's k-th open task; all of it when left out. */
  share?: (k: number) => number
  /** By which pairs are scored. */
  weights?: SomeWeights | undefined
  /** Whether a request may be split between nodes: a bound that is never below the optimum, and much sooner found. */
  relaxed?: boolean
}

export function optimum({ requests, candidates }: Batch, { worth, share, weights, relaxed = false }: Aim): number {
  const program = createProgram()
  const nodes = new Map(candidates.map((node) => [node.nodeId, node]))
  for (const [i, request] of requests.entries()) {
    for (const { nodeId, score } of rank(request, candidates, { weights })) {
      const { openTasks, pricePerHour, power, powerReserved } = nodes.get(nodeId)!
      const first = openTasks + 1
      const places = share ? Array.from({ length: 10 - openTasks }, (_, k) => first + k) : [first]
      for (const place of places) {
        const x = program.variable(worth({ score, pricePerHour }) * (share?.(place) ?? 1))
        program.atMost(`request ${i}`, x, 1n, 1n)
        program.atMost(`power of ${nodeId}`, x, request.requiredPower, power - powerReserved)
        if (share) program.atMost(`place ${place} of ${nodeId}`, x, 1n, 1n)
        else program.atMost(`places of ${nodeId}`, x, 1n, BigInt(10 - openTasks))
      }
    }
  }
  return program.maximum(relaxed)
}

function createProgram() {
  const objective: string[] = []
  const rows = new Map<string, { terms: string[]; limit: number }>()
  return {
    variable: (worth: number) => objective.push(`${worth.toFixed(15)} x${objective.length}`) - 1,
    atMost(name: string, x: number, factor: bigint, limit: bigint) {
      // HiGHS takes no numbers beyond 1e15.
      const unit = limit < 10n ** 15n ? 1 : 1e15
      const row = rows.get(name) ?? { terms: [], limit: Number(limit) / unit }
      row.terms.push(`${Number(factor) / unit} x${x}`)
      rows.set(name, row)
    },
    maximum(relaxed: boolean): number {
      if (objective.length === 0) return 0
      const constraints = [...rows.values()].map(({ terms, limit }, i) => `r${i}: ${terms.join(' + ')} <= ${limit}`)
      const variables = objective.map((_, x) => `x${x}`)
      const { Status, ObjectiveValue } = highs.solve(
        `Maximize\no: ${objective.join(' + ')}\nSubject To\n${constraints.join('\n')}\n` +
          `${relaxed ? '' : `Binary\n${variables.join(' ')}\n`}End`,
        { mip_rel_gap: 0, mip_abs_gap: 0 },
      )
      if (Status !== 'Optimal') throw new Error(`HiGHS ended with ${Status}`)
      return ObjectiveValue
    },
  }
}
