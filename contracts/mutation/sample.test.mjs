import { expect, test } from 'vitest'
import { sampleOf } from './sample.mjs'

const mutants = Array.from({ length: 100 }, (_, i) => ({ key: `mutant ${i}` }))

test('default', () => {
  expect(sampleOf(mutants, 3, '1')).toEqual(sampleOf(mutants, 3, '1'))
  expect(sampleOf(mutants, 3, '1')).not.toEqual(sampleOf(mutants, 3, '2'))
})

test('behavior: in the order of the mutants, without repetition, and no more than there are', () => {
  const drawn = sampleOf(mutants, 20, '1').map((mutant) => mutants.indexOf(mutant))
  expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b))
  expect(sampleOf(mutants, 1_000, '1')).toEqual(mutants)
})

test('behavior: who leaves the list changes nothing else in the sample', () => {
  const drawn = sampleOf(mutants, 20, '1')
  const others = mutants.filter((mutant) => drawn.includes(mutant) || mutant.key.endsWith('7'))
  expect(sampleOf(others, 20, '1')).toEqual(drawn)
})
