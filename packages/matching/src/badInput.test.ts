import { InvalidArgumentError } from '@aiigo/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCandidate, aRequest } from '../test/market.ts'
import { assign, createIndex, explain, orderTiers, rank, select, tierLoads } from './index.ts'

const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withDate: true })

/** The good value with one of its fields, or a further one, made anything; or anything at all. */
function spoilt(good: object): fc.Arbitrary<never> {
  const field = fc.oneof(fc.constantFrom(...Object.keys(good)), fc.string())
  const one = fc.tuple(field, anything).map(([name, value]) => ({ ...good, [name]: value }))
  return fc.oneof(anything, one) as fc.Arbitrary<never>
}

const aSpoiltRequest = spoilt(aRequest({ minTrustLevel: 1, regions: ['eu'], minUptimeBps: 0, failedNodes: [] }))
const aSpoiltCandidate = spoilt(aCandidate())
const someSpoiltCandidates = fc.oneof(anything, fc.array(aSpoiltCandidate, { maxLength: 2 })) as fc.Arbitrary<never>
const someSpoiltRequests = fc.oneof(anything, fc.array(aSpoiltRequest, { maxLength: 2 })) as fc.Arbitrary<never>
const spoiltAssignOptions = spoilt({ weights: { price: 1 }, tierOrder: [3, 2, 1], objective: 'fairest', fairness: 2 })
const someSpoiltRanks = fc.oneof(anything, fc.array(spoilt({ score: 1 }), { maxLength: 2 })) as fc.Arbitrary<never>
const spoiltOptions = spoilt({ weights: { price: 1 }, limit: 3, tierOrder: [3, 2, 1] })

/** Calls with what is drawn; some calls have to fail, and all that do with the typed error. */
function failsOnlyWithTypedErrors(argument: fc.Arbitrary<never>, call: (argument: never) => unknown): void {
  let failures = 0
  fc.assert(
    fc.property(argument, (argument) => {
      try {
        call(argument)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidArgumentError)
        failures++
      }
    }),
    { numRuns: 500 },
  )
  expect(failures).toBeGreaterThan(100)
}

const calls: [string, fc.Arbitrary<never>, (argument: never) => unknown][] = [
  ['rank, request', aSpoiltRequest, (request) => rank(request, [aCandidate()])],
  ['rank, candidates', someSpoiltCandidates, (candidates) => rank(aRequest(), candidates)],
  ['rank, options', spoiltOptions, (options) => rank(aRequest(), [aCandidate()], options)],
  ['explain, request', aSpoiltRequest, (request) => explain(request, [aCandidate()])],
  ['explain, candidates', someSpoiltCandidates, (candidates) => explain(aRequest(), candidates)],
  ['createIndex', someSpoiltCandidates, (candidates) => createIndex(candidates)],
  ['index.upsert', aSpoiltCandidate, (candidate) => createIndex().upsert(candidate)],
  ['index.remove', anything as fc.Arbitrary<never>, (nodeId) => createIndex().remove(nodeId)],
  ['index.rank, request', aSpoiltRequest, (request) => createIndex([aCandidate()]).rank(request)],
  ['index.rank, options', spoiltOptions, (options) => createIndex([aCandidate()]).rank(aRequest(), options)],
  ['assign, requests', someSpoiltRequests, (requests) => assign(requests, createIndex([aCandidate()]))],
  ['assign, index', anything as fc.Arbitrary<never>, (index) => assign([], index)],
  ['assign, options', spoiltAssignOptions, (options) => assign([], createIndex(), options)],
  ['select, ranked', someSpoiltRanks, (ranked) => select(ranked, { temperature: 0, seed: 1n })],
  ['select, options', spoilt({ temperature: 1, seed: 1n }), (options) => select([], options)],
  ['orderTiers, loads', spoilt({ 1: 0n, 2: 0n, 3: 0n }), (loads) => orderTiers(loads)],
  [
    'orderTiers, shares',
    spoilt({ 1: 2_000, 2: 3_000, 3: 5_000 }),
    (shares) => orderTiers({ 1: 0n, 2: 0n, 3: 1n }, shares),
  ],
  ['tierLoads, candidates', someSpoiltCandidates, (candidates) => tierLoads(candidates, 0)],
  ['tierLoads, resourceType', anything as fc.Arbitrary<never>, (resourceType) => tierLoads([], resourceType)],
]

test.each(calls)('error: %s', (_, argument, call) => failsOnlyWithTypedErrors(argument, call))
