import { InvalidArgumentError } from '@aiigo/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { difficulties, hex, nonces, oracle, oracleSearch, seeds } from '../test/oracle.ts'
import { verify } from './verify.ts'

const seed = `0x${'00'.repeat(32)}` as const
const difficulty = 1_000n

test('default: says whether nonces solve a challenge', () => {
  expect(verify({ seed, difficulty, nonces: [268n] })).toBe(true)
  expect(verify({ seed, difficulty, nonces: [268n, 1747n] })).toBe(true)
  expect(verify({ seed, difficulty, nonces: [269n] })).toBe(false)
})

test('behavior: agrees with the oracle', () => {
  fc.assert(
    fc.property(seeds, difficulties, nonces, (bytes, difficulty, nonce) => {
      expect(verify({ seed: hex(bytes), difficulty, nonces: [nonce] })).toBe(oracle(bytes, difficulty, nonce))
    }),
  )
})

test('behavior: the largest difficulty at which a nonce still solves is exact', () => {
  // keccak256(0…0 ‖ 268), so that 2^256 − 1 divided by it, rounded down, is the last difficulty that it solves.
  const bits = Array.from({ length: 256 }, (_, i) => 255n - BigInt(i))
  const last = bits.reduce((low, bit) => {
    const candidate = low + (1n << bit)
    return candidate < 2n ** 256n && verify({ seed, difficulty: candidate, nonces: [268n] }) ? candidate : low
  }, 0n)
  expect(last).toBeGreaterThanOrEqual(difficulty)
  expect(oracle(new Uint8Array(32), last, 268n)).toBe(true)
  expect(oracle(new Uint8Array(32), last + 1n, 268n)).toBe(false)
})

test('behavior: at difficulty 1 every nonce solves, at 2^256 - 1 none that can be found', () => {
  expect(verify({ seed, difficulty: 1n, nonces: [0n, 1n, 2n ** 64n - 1n] })).toBe(true)
  expect(verify({ seed, difficulty: 2n ** 256n - 1n, nonces: [268n] })).toBe(false)
})

test('behavior: a wrong order, a duplicate, a number out of range and no nonce at all are false', () => {
  const [a, b] = oracleSearch(new Uint8Array(32), difficulty, 0n, 10_000n, 2) as [bigint, bigint]
  for (const nonces of [[b, a], [a, a], [-1n], [2n ** 64n], [a, 2n ** 64n], []]) {
    expect(verify({ seed, difficulty: 1n, nonces })).toBe(false)
  }
})

test('args: what is malformed is refused with what was expected', () => {
  const good = { seed, difficulty, nonces: [268n] }
  const bad: object[] = [
    { seed: '0x00' },
    { seed: seed.slice(2) },
    { seed: `0x${'0g'.repeat(32)}` },
    { seed: 5 },
    { difficulty: 0n },
    { difficulty: -1n },
    { difficulty: 2n ** 256n },
    { difficulty: 1_000 },
    { nonces: undefined },
    { nonces: 268n },
    { nonces: [268] },
    { nonces: ['268'] },
  ]
  for (const change of bad)
    expect(() => verify({ ...good, ...change }), JSON.stringify(Object.keys(change))).toThrow(InvalidArgumentError)
  expect(() => verify(undefined as never)).toThrow(InvalidArgumentError)
})
