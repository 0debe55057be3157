import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AnvilNotFoundError, anvilBinary } from './anvilBinary.ts'

test('default', () => {
  expect(existsSync(anvilBinary())).toBe(true)
})

test('error: a platform that anvil is not built for', () => {
  const { arch } = process
  Object.defineProperty(process, 'arch', { value: 'abacus' })
  try {
    expect(anvilBinary).toThrow(AnvilNotFoundError)
    expect(anvilBinary).toThrow(/anvil-linux-abacus|abacus/)
  } finally {
    Object.defineProperty(process, 'arch', { value: arch })
  }
})
