import { InvalidArgumentError, ResourceType } from '@aiigo/core'
import { describe, expect, test } from 'vitest'
import { aCandidate, address, aRequest, nodeId } from '../test/market.ts'
import { type Candidate, explain, rank, tierLoads } from './index.ts'

const doors: [string, (candidates: Candidate[]) => unknown][] = [
  ['rank', (candidates) => rank(aRequest(), candidates)],
  ['explain', (candidates) => explain(aRequest(), candidates)],
  ['tierLoads', (candidates) => tierLoads(candidates, ResourceType.GPU)],
]

describe.each(doors)('%s', (_, act) => {
  test('default', () => {
    expect(() => act([aCandidate(), aCandidate({ nodeId: nodeId(2) })])).not.toThrow()
  })

  test('args: further fields are ignored', () => {
    expect(() => act([{ ...aCandidate(), stakedAmount: 1n } as Candidate])).not.toThrow()
  })

  const cases: [keyof Candidate, unknown][] = [
    ['nodeId', '0x01'],
    ['nodeId', `${nodeId(1)}\n`],
    ['nodeId', undefined],
    ['owner', nodeId(1)],
    ['owner', 1n],
    ['resourceType', 5],
    ['status', 6],
    ['status', 'Active'],
    ['suspended', 0],
    ['flagged', undefined],
    ['power', 1],
    ['power', -1n],
    ['power', 2n ** 256n],
    ['powerReserved', -1n],
    ['trustLevel', 5],
    ['trustLevel', -1],
    ['reputation', 10_001],
    ['reputation', 0.5],
    ['pricePerHour', -1n],
    ['pricePerHour', 1],
    ['region', ''],
    ['region', undefined],
    ['latencyMs', -1],
    ['latencyMs', Number.NaN],
    ['latencyMs', Infinity],
    ['latencyMs', 1n],
    ['uptimeBps', 10_001],
    ['uptimeBps', 99.9],
    ['openTasks', -1],
    ['openTasks', 1.5],
    ['tier', 0],
    ['tier', 4],
  ]
  test.each(cases)('error: %s', (field, value) => {
    const broken = { ...aCandidate({ nodeId: nodeId(2) }), [field]: value } as Candidate
    expect(() => act([aCandidate(), broken])).toThrow(InvalidArgumentError)
    expect(() => act([aCandidate(), broken])).toThrow(`\`candidates[1].${field}\``)
  })

  test('error: the same node twice', () => {
    const twice = [aCandidate({ nodeId: `0x${'a'.repeat(64)}` }), aCandidate({ nodeId: `0x${'A'.repeat(64)}` })]
    expect(() => act(twice)).toThrow('`candidates[1].nodeId`')
  })

  test('error: not candidates', () => {
    expect(() => act(undefined as unknown as Candidate[])).toThrow('`candidates`')
    expect(() => act([null as unknown as Candidate])).toThrow('`candidates[0]`')
  })
})

test('error: what was expected, what was seen, and which node it is', () => {
  const broken = aCandidate({ owner: address(1), uptimeBps: 99.9 })
  expect(() => rank(aRequest(), [broken])).toThrowErrorMatchingInlineSnapshot(`
    [InvalidArgumentError: The argument \`candidates[0].uptimeBps\` is not valid.
    Expected: a whole number from 0 to 10000
    Seen: 99.9
    The candidate is node 0x0000000000000000000000000000000000000000000000000000000000000001.]
  `)
})
