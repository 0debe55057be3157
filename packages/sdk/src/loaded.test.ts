import { expect, test } from 'vitest'
import { loaded } from './loaded.ts'

const forever = new Promise<never>(() => {})

test('default', async () => {
  const { solve } = await loaded(import('./solve.ts'), undefined)
  expect(solve).toBeInstanceOf(Function)
})

test('behavior: an abort ends the waiting for it', async () => {
  const abort = new AbortController()
  const waiting = loaded(forever, abort.signal)
  abort.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test('error: the file is not there', async () => {
  const absent = './absent.ts'
  await expect(loaded(import(absent), undefined)).rejects.toMatchObject({
    name: 'CodeNotLoadedError',
    retryable: true,
    details: [expect.stringContaining('absent')],
    cause: expect.any(Error),
  })
})
