import { keccak_256 } from '@noble/hashes/sha3.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { keccak256, permute } from './keccak.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => new TextEncoder().encode(text)

test('default: the published hashes of keccak-256', () => {
  expect(hex(keccak256(bytes('')))).toBe('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470')
  expect(hex(keccak256(bytes('abc')))).toBe('4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45')
  expect(hex(keccak256(bytes('The quick brown fox jumps over the lazy dog')))).toBe(
    '4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15',
  )
})

test('behavior: the permutation of zeros is the one of KeccakF-1600-IntermediateValues', () => {
  const state = new Int32Array(50)
  permute(state)
  const lanes = (n: number) => (BigInt(state[2 * n + 1]! >>> 0) << 32n) | BigInt(state[2 * n]! >>> 0)
  expect([lanes(0), lanes(1), lanes(24)]).toEqual([0xf1258f7940e1dde7n, 0x84d5ccf933c0478an, 0xeaf1ff7b5ceca249n])
})

test('behavior: agrees with another library on every message of one block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 135 }), (message) => {
      expect(hex(keccak256(message))).toBe(hex(keccak_256(message)))
    }),
  )
})
