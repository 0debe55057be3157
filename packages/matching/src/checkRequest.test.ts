import { InvalidArgumentError } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address, anyRequest, aRequest, nodeId } from '../test/market.ts'
import { checkRequest } from './checkRequest.ts'
import type { Request } from './index.ts'

test('default', () => {
  expect(checkRequest(aRequest({ buyer: `0x${'A'.repeat(40)}` }))).toEqual({
    buyer: `0x${'a'.repeat(40)}`,
    resourceType: 0,
    requiredPower: 10n ** 19n,
    maxPricePerHour: 1_000n,
    minTrustLevel: 1,
    regions: undefined,
    minUptimeBps: 0,
    failedNodes: new Set(),
  })
})

test('args: every field', () => {
  const request = aRequest({ minTrustLevel: 4, regions: ['eu'], minUptimeBps: 9_999, failedNodes: [nodeId(10)] })
  expect(checkRequest(request)).toMatchObject({
    minTrustLevel: 4,
    regions: new Set(['eu']),
    minUptimeBps: 9_999,
    failedNodes: new Set([nodeId(10)]),
  })
})

test('args: undefined is left out', () => {
  const request = aRequest({ minTrustLevel: undefined, regions: undefined, minUptimeBps: undefined })
  expect(checkRequest({ ...request, failedNodes: undefined })).toEqual(checkRequest(aRequest()))
})

test('behavior: whatever the types allow is accepted', () => {
  fc.assert(fc.property(anyRequest, (request) => checkRequest(request).maxPricePerHour === request.maxPricePerHour))
})

describe('error: a field', () => {
  const cases: [string, unknown][] = [
    ['buyer', undefined],
    ['buyer', nodeId(1)],
    ['buyer', '0xzz'],
    ['resourceType', 5],
    ['resourceType', -1],
    ['resourceType', 'GPU'],
    ['requiredPower', 10],
    ['requiredPower', -1n],
    ['requiredPower', 2n ** 256n],
    ['maxPricePerHour', 0n],
    ['maxPricePerHour', 2n ** 256n],
    ['maxPricePerHour', '1'],
    ['minTrustLevel', 5],
    ['minTrustLevel', 1.5],
    ['minTrustLevel', null],
    ['regions', []],
    ['regions', ['']],
    ['regions', 'eu'],
    ['regions', [1]],
    ['minUptimeBps', 99.99],
    ['minUptimeBps', 10_001],
    ['minUptimeBps', -1],
    ['failedNodes', [address(1)]],
    ['failedNodes', nodeId(1)],
    ['region', 'eu'],
    ['toString', 1],
  ]
  test.each(cases)('error: %s', (field, value) => {
    const act = () => checkRequest({ ...aRequest(), [field]: value } as Request)
    expect(act).toThrow(InvalidArgumentError)
    expect(act).toThrow(`\`request.${field}\``)
  })
})

test('error: what was expected, what was seen', () => {
  expect(() => checkRequest(aRequest({ maxPricePerHour: 0n }))).toThrowErrorMatchingInlineSnapshot(`
    [InvalidArgumentError: The argument \`request.maxPricePerHour\` is not valid.
    Expected: a bigint above 0 that fits into 256 bits
    Seen: 0n]
  `)
  expect(() => checkRequest({ ...aRequest(), region: 'eu' } as Request)).toThrowErrorMatchingInlineSnapshot(`
    [InvalidArgumentError: The argument \`request.region\` is not valid.
    Expected: one of buyer, resourceType, requiredPower, maxPricePerHour, minTrustLevel, regions, minUptimeBps, failedNodes
    Seen: "region"]
  `)
})

test('error: not an object', () => {
  for (const request of [undefined, null, 'eu']) {
    expect(() => checkRequest(request as unknown as Request)).toThrow('`request`')
  }
})
