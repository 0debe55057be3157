import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const names = ['providers', 'buyers', 'hashRate', 'latency']

test('default', () => {
  expect(nearest('provdiers', names)).toBe('providers')
})

test('behavior: letters left out, doubled, swapped, in the wrong case', () => {
  expect(['buyrs', 'buyerss', 'byuers', 'hashrate', 'Latency'].map((name) => nearest(name, names))).toEqual([
    'buyers',
    'buyers',
    'buyers',
    'hashRate',
    'latency',
  ])
})

test('behavior: no guess where nothing is near', () => {
  expect(nearest('colour', names)).toBeUndefined()
  expect(nearest('x', [])).toBeUndefined()
})
