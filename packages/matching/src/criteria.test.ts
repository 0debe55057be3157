import { parameters } from '@aiigo/core'
import { expect, test } from 'vitest'
import { maxOpenTasks } from './criteria.ts'

test('default', () => {
  expect(maxOpenTasks).toBe(Number(parameters.maxOpenTasks))
})
