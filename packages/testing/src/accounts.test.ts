import { InvalidArgumentError } from '@aiigo/core'
import { expect, test } from 'vitest'
import { testAccount } from './accounts.ts'

test('default', () => {
  expect(testAccount(0).address).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
  expect(testAccount(9).address).toBe('0xa0Ee7A142d267C1f36714E4a8F75612F20a79720')
})

test('error: an index below zero', () => {
  expect(() => testAccount(-1)).toThrow(InvalidArgumentError)
})
