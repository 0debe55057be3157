import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as core from './index.ts'

const file = new URL('../../testing/vectors/arithmetic.json', import.meta.url)
const generators = { arithmetic: 'generateVectors.ts', eligibility: 'generateEligibility.ts' }

type Vector<K extends string> = Record<K, bigint>
type Flags<K extends string> = Record<K, boolean>

const sections = JSON.parse(readFileSync(file, 'utf8'), (_, value) =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value,
)

/** Compares every vector of a section, and first that there are as many as the section is worth. */
function check<V>(name: string, atLeast: number, actual: (vector: V) => unknown, expected: (vector: V) => unknown) {
  test(`default: ${name}`, () => {
    const vectors: V[] = sections[name]
    expect(vectors.length).toBeGreaterThanOrEqual(atLeast)
    for (const vector of vectors) expect(actual(vector), JSON.stringify(vector, toText)).toEqual(expected(vector))
  })
}

const toText = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

describe('FeeMath', () => {
  check<Vector<'amount' | 'feeBps' | 'provider' | 'platform'>>(
    'splitPayment',
    100,
    ({ amount, feeBps }) => core.splitPayment(amount, feeBps),
    ({ provider, platform }) => ({ provider, platform }),
  )
  check<Vector<'amount' | 'bond'>>(
    'disputeBondUp',
    20,
    ({ amount }) => core.disputeBondUp(amount),
    ({ bond }) => bond,
  )
  type Dispute = Vector<'amount' | 'bond' | 'feeBps' | 'outcome' | 'providerShareBps' | keyof core.DisputeSplit>
  check<Dispute>(
    'splitDispute',
    500,
    ({ amount, bond, feeBps, outcome, providerShareBps }) =>
      core.splitDispute({
        amount,
        bond,
        feeBps,
        outcome: Number(outcome) as core.DisputeOutcome,
        ...(outcome === 2n ? { providerShareBps } : {}),
      }),
    ({ provider, buyer, treasury, arbitrators }) => ({ provider, buyer, treasury, arbitrators }),
  )
  check<Vector<'pricePerHour' | 'duration' | 'cost'>>(
    'taskCostUp',
    100,
    ({ pricePerHour, duration }) => core.taskCostUp(pricePerHour, duration),
    ({ cost }) => cost,
  )
  check<Vector<'stake' | 'bps' | 'slash'>>(
    'slashDown',
    80,
    ({ stake, bps }) => core.slashDown(stake, bps),
    ({ slash }) => slash,
  )
  check<Vector<'duration' | 'grace'>>(
    'taskGrace',
    9,
    ({ duration }) => core.taskGrace(duration),
    ({ grace }) => grace,
  )
})

describe('TrustLevel', () => {
  type Node = Omit<core.TrustedNode, 'status'> & Vector<'level' | 'minimumStake' | 'status' | 'stakedAmount'>
  check<Node & Flags<'hasPartnerSLA' | 'hasInsuranceBond'>>(
    'trustLevel',
    100,
    ({ minimumStake, status, ...node }) =>
      core.trustLevel({ ...node, status: Number(status) as core.NodeStatus }, { minimumStake }),
    ({ level }) => Number(level),
  )
  check<Vector<'completed' | 'failed'> & Flags<'due'>>(
    'isReviewDue',
    10,
    ({ completed, failed }) => core.isReviewDue(completed, failed),
    ({ due }) => due,
  )
  check<Vector<'reputation' | 'delta' | 'result'>>(
    'clampReputation',
    100,
    ({ reputation, delta }) => core.clampReputation(reputation, delta),
    ({ result }) => result,
  )
  check<Vector<'reputation' | 'result'>>(
    'reputationAfterChallenge',
    14,
    ({ reputation }) => core.reputationAfterChallenge(reputation),
    ({ result }) => result,
  )
  test('behavior: the vectors reach every level', () => {
    expect(new Set(sections.trustLevel.map(({ level }: Vector<'level'>) => level)).size).toBe(5)
  })
})

describe('ProofOfWork', () => {
  check<Vector<'difficulty' | 'target'>>(
    'solutionTarget',
    8,
    ({ difficulty }) => core.solutionTarget(difficulty),
    ({ target }) => target,
  )
  check<Vector<'difficulty' | 'solutions' | 'work'>>(
    'challengeWork',
    20,
    ({ difficulty, solutions }) => core.challengeWork(difficulty, solutions),
    ({ work }) => work,
  )
  check<Vector<'work' | 'time' | 'power'>>(
    'computePower',
    90,
    ({ work, time }) => core.computePower(work, time),
    ({ power }) => power,
  )
  check<Vector<'pooledWork' | 'pooledTime' | 'work' | 'time' | 'nextWork' | 'nextTime'>>(
    'poolWork',
    20,
    ({ pooledWork, pooledTime, work, time }) => core.poolWork({ work: pooledWork, time: pooledTime }, work, time),
    ({ nextWork, nextTime }) => ({ work: nextWork, time: nextTime }),
  )
  check<Vector<'pooledWork' | 'halved'>>(
    'halvePool',
    7,
    ({ pooledWork }) => core.halvePool({ work: pooledWork, time: 300n }),
    ({ halved }) => ({ work: halved, time: 300n }),
  )
  check<Vector<'difficulty' | 'pooledWork' | 'pooledTime' | 'solutions' | 'targetTime' | 'next'>>(
    'nextDifficulty',
    100,
    ({ difficulty, pooledWork, pooledTime, solutions, targetTime }) =>
      core.nextDifficulty({ difficulty, pooled: { work: pooledWork, time: pooledTime }, solutions, targetTime }),
    ({ next }) => next,
  )
})

test('default: the parameters are those of the contracts, each named once', () => {
  const { initialDifficulty, ...rest } = core.parameters
  expect({ ...sections.parameters, ...sections.constants }).toEqual(rest)
  expect(initialDifficulty).toEqual(sections.parametersInitialDifficulty)
  const governed = [...Object.keys(sections.parameters), 'initialDifficulty']
  expect(governed.sort()).toEqual(Object.keys(core.parameterBounds).sort())
})

test.each(Object.entries(generators))('behavior: %s.json is what its generator writes', (name, script) => {
  const generator = fileURLToPath(new URL(`../scripts/${script}`, import.meta.url))
  const file = new URL(`../../testing/vectors/${name}.json`, import.meta.url)
  const directory = mkdtempSync(join(tmpdir(), 'vectors-'))
  try {
    const fresh = join(directory, 'fresh.json')
    execFileSync(process.execPath, [generator, fresh])
    expect(readFileSync(fresh, 'utf8') === readFileSync(file, 'utf8'), 'run `pnpm --filter @aiigo/core generate`').toBe(
      true,
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
})
