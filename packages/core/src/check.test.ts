import { expect, test } from 'vitest'
import { checkAmount, checkChoice, checkInteger, checkObject } from './check.ts'
import { ResourceType } from './nouns.ts'

test('default: what fits comes back as it is meant', () => {
  expect(checkAmount('amount', 5n)).toBe(5n)
  expect(checkInteger('count', 5)).toBe(5n)
  expect(checkObject('options', { a: 1 })).toEqual({ a: 1 })
  expect(checkChoice('resourceType', 4, ResourceType)).toBe(ResourceType.IoT)
})

test('behavior: both bounds are allowed', () => {
  expect([checkInteger('n', 1, { min: 1n, max: 2n }), checkInteger('n', 2n, { min: 1n, max: 2n })]).toEqual([1n, 2n])
  expect(checkAmount('amount', 2n ** 256n - 1n)).toBe(2n ** 256n - 1n)
})

test('error: the message names the argument, what was expected and what was seen', () => {
  expect(() => checkInteger('attempts', 11, { min: 1n, max: 10n })).toThrowErrorMatchingInlineSnapshot(`
    [InvalidArgumentError: The argument \`attempts\` is not valid.
    Expected: an integer from 1 to 10
    Seen: 11]
  `)
  expect(() => checkAmount('amount', 1 as never)).toThrow('Seen: 1')
  expect(() => checkAmount('amount', 2n ** 256n)).toThrow('amount')
  expect(() => checkObject('options', [] as never)).toThrow('an array of 0')
  expect(() => checkObject('options', null as never)).toThrow('an object')
})

test('error: a number that stands for nothing, and what is no number', () => {
  for (const value of [9, -1, 0.5, '0', 0n, 'GPU', undefined, null, {}]) {
    const check = () => checkChoice('resourceType', value as never, ResourceType)
    expect(check).toThrow('Expected: one of 0 (GPU), 1 (CPU), 2 (Network), 3 (Mobile), 4 (IoT)')
  }
})

test('error: numbers that are not whole, not safe, or not numbers', () => {
  for (const value of [0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '1', true, undefined, {}]) {
    expect(() => checkInteger('n', value as never)).toThrow('`n`')
  }
})
