import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { hashWords as HashWords, Word } from './hashWords.ts'

const forbidden = {
  Module: class {
    constructor() {
      throw new Error("wasm code generation disallowed by this document's content security policy")
    }
  },
}

describe.each([
  ['WebAssembly', undefined],
  ['plain TypeScript, where there is no WebAssembly', { WebAssembly: undefined }],
  ['plain TypeScript, where a page forbids it', { WebAssembly: forbidden }],
])('in %s', (_, globals) => {
  let hashWords: typeof HashWords

  beforeEach(async () => {
    vi.resetModules()
    for (const [name, value] of Object.entries(globals ?? {})) vi.stubGlobal(name, value)
    hashWords = (await import('./hashWords.ts')).hashWords
  })

  afterEach(() => vi.unstubAllGlobals())

  test('default', () => {
    expect(hashWords(0n)).toBe('0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563')
    expect(hashWords()).toBe('0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470')
  })

  test('behavior: none to nine words, over both boundaries of a block, as @noble/hashes has them', () => {
    const golden = 0x9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95n
    const words = Array.from({ length: 9 }, (_, i) => BigInt.asUintN(256, golden * BigInt(i + 1)))
    expect(Array.from({ length: 10 }, (_, count) => hashWords(...words.slice(0, count)))).toEqual(byNumberOfWords)
  })

  test('args: hex of any length and case, bigints and numbers are the integer that they say', () => {
    const forms = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).chain((value) => fc.constantFrom(...formsOf(value)))
    fc.assert(
      fc.property(fc.array(forms, { maxLength: 9 }), (words) => {
        expect(hashWords(...words)).toBe(slowly(words))
      }),
    )
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(256), (number, bits) => {
        const words: Word[] = [number, BigInt.asUintN(bits, BigInt(number) << 128n), BigInt(number)]
        expect(hashWords(...words)).toBe(slowly(words))
      }),
    )
  })

  test('args: an address is padded on the left', () => {
    const address = `0x${'aB'.repeat(20)}` as const
    expect(hashWords(address)).toBe(hashWords(`0x${'00'.repeat(12)}${'ab'.repeat(20)}`))
    expect(hashWords('0x1', '0x00', `0x${'0'.repeat(64)}`)).toBe(hashWords(1, 0, 0n))
  })

  test.each<[string, unknown]>([
    ['a negative number', -1],
    ['a fraction', 1.5],
    ['a number above the safe ones', 2 ** 53],
    ['no number', Number.NaN],
    ['a negative bigint', -1n],
    ['a bigint of 257 bits', 2n ** 256n],
    ['33 bytes', `0x${'00'.repeat(33)}`],
    ['no digits', '0x'],
    ['no prefix', '12'],
    ['no prefix of the right length', '0'.repeat(66)],
    ['a letter that is no digit', `0x${'0'.repeat(63)}g`],
    ['a letter that is no digit, at the start', `0xg${'0'.repeat(39)}`],
    ['a character far from ASCII that ends in the bits of a digit', `0x${'0'.repeat(63)}\u0130`],
    ['a sign', '0x-1'],
    ['nothing', undefined],
    ['an object', {}],
  ])('error: %s, and the next hash is none the worse', (_, word) => {
    expect(() => hashWords(7, word as never)).toThrow(expect.objectContaining({ name: 'InvalidArgumentError' }))
    expect(hashWords(0n)).toBe('0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563')
  })
})

const byNumberOfWords = [
  '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
  '0x43485f5c33ebddd4469d97e265fbb6722752cd7f2c3b92ec26b2e6fda9d9262b',
  '0xf547f37fa200f406b1828588234e1101e3258c05e265d5e97a846a4939a7bf84',
  '0xbc9eb626edc0bdde7da234683ebcfdb6b9038387b93ee73d4ff5155dfedb0c57',
  '0x785f7f7d35241c900efe409d85b1b3e2e7320c1ba4ca78960a5376c24d52999b',
  '0xb2481229557d17f60bb8f0438f3870369f019f3a38fba423aac5ddd20efafd5e',
  '0x24d67b8319d1a7a4a76e23cd5ed031936e4e44acf3d8ea11d000c7480a9380f5',
  '0xabf956adb6aabcacc8430e2283c07af22f05f358cf4cf79ec44918e4787fa45f',
  '0x527123cd3f6d0c17769987629c3bf8d60f1f977732afc84400151211f36606f9',
  '0x895bd8d832238727bdc74cc3cc1320613dfd80dd76076e939ec0ddfaa29bbc04',
]

function formsOf(value: bigint): Word[] {
  const hex = value.toString(16)
  const mixed = [...hex].map((digit, i) => (i % 3 === 0 ? digit.toUpperCase() : digit)).join('')
  const address: Word = `0x${mixed.padStart(64, '0').slice(24)}`
  return [value, `0x${hex}`, `0x${mixed.padStart(64, '0')}`, address]
}

/** FIPS 202 as it is written, on bigints: what the fast ones are compared with. */
function slowly(words: readonly Word[]): string {
  const bytes = new Uint8Array((Math.floor((words.length * 32) / 136) + 1) * 136)
  const hex = words.map((word) => BigInt(word).toString(16).padStart(64, '0')).join('')
  bytes.set(Buffer.from(hex, 'hex'))
  bytes[words.length * 32]! ^= 0x01
  bytes[bytes.length - 1]! ^= 0x80
  const state = new Array<bigint>(25).fill(0n)
  const view = new DataView(bytes.buffer)
  for (let block = 0; block < bytes.length; block += 136) {
    for (let i = 0; i < 17; i++) state[i]! ^= view.getBigUint64(block + 8 * i, true)
    permute(state)
  }
  const digest = Buffer.alloc(32)
  for (let i = 0; i < 4; i++) digest.writeBigUInt64LE(state[i]!, 8 * i)
  return `0x${digest.toString('hex')}`
}

const rotate = (lane: bigint, by: number) => BigInt.asUintN(64, (lane << BigInt(by)) | (lane >> BigInt(64 - by)))

function permute(a: bigint[]): void {
  let lfsr = 1
  for (let round = 0; round < 24; round++) {
    const c = [0, 1, 2, 3, 4].map((x) => a[x]! ^ a[x + 5]! ^ a[x + 10]! ^ a[x + 15]! ^ a[x + 20]!)
    for (let n = 0; n < 25; n++) a[n]! ^= c[(n + 4) % 5]! ^ rotate(c[(n + 1) % 5]!, 1)
    rhoAndPi(a)
    const b = [...a]
    const at = (n: number, by: number) => b[n - (n % 5) + ((n + by) % 5)]!
    for (let n = 0; n < 25; n++) a[n]! ^= BigInt.asUintN(64, ~at(n, 1)) & at(n, 2)
    for (let j = 0; j <= 6; j++) {
      if (lfsr & 1) a[0]! ^= 1n << BigInt(2 ** j - 1)
      lfsr = lfsr & 0x80 ? (lfsr << 1) ^ 0x171 : lfsr << 1
    }
  }
}

function rhoAndPi(a: bigint[]): void {
  let [x, y] = [1, 0]
  let current = a[x]!
  for (let t = 0; t < 24; t++) {
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
    const moved = rotate(current, (((t + 1) * (t + 2)) / 2) % 64)
    current = a[x + 5 * y]!
    a[x + 5 * y] = moved
  }
}
