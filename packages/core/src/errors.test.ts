import { expect, test } from 'vitest'
import { BaseError, InvalidArgumentError } from './errors.ts'

test('default: an error is a small page', () => {
  const cause = new Error('socket closed')
  const error = new BaseError('The chain did not answer.', {
    details: ['Url: local'],
    hint: 'Start it.',
    retryable: true,
    cause,
  })
  expect(error.message).toBe('The chain did not answer.\nUrl: local\nStart it.')
  expect(error).toMatchObject({ name: 'BaseError', details: ['Url: local'], hint: 'Start it.', retryable: true, cause })
  expect(error.shortMessage).toBe('The chain did not answer.')
})

test('behavior: without options it is not retryable and has no hint', () => {
  expect(new BaseError('No.')).toMatchObject({ message: 'No.', details: [], hint: undefined, retryable: false })
})

test('behavior: an invalid argument describes what was seen, never at length', () => {
  const seen = (value: unknown) => new InvalidArgumentError('x', 'y', value).details[1]
  expect([5n, 'a', [1, 2], {}, () => 1, null, undefined, 1.5].map(seen)).toMatchInlineSnapshot(`
    [
      "Seen: 5n",
      "Seen: "a"",
      "Seen: an array of 2",
      "Seen: an object",
      "Seen: a function",
      "Seen: null",
      "Seen: undefined",
      "Seen: 1.5",
    ]
  `)
  expect(seen('z'.repeat(1_000))!.length).toBeLessThan(100)
})

test('args: a hint', () => {
  const error = new InvalidArgumentError('x', 'a bigint', 1, 'Write 1n.')
  expect(error).toBeInstanceOf(BaseError)
  expect([error.name, error.hint, error.retryable]).toEqual(['InvalidArgumentError', 'Write 1n.', false])
})
