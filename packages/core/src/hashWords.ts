import { InvalidArgumentError } from './errors.ts'
import { maxUint256 } from './integer.ts'
import { createPermutation, type Permutation } from './keccak.ts'

/** 32 bytes of an ABI encoding: an unsigned integer, or up to 32 bytes of hex, which are an integer as well. */
export type Word = `0x${string}` | bigint | number

/** What keccak-256 takes in before it permutes, in 32-bit units: 136 bytes. */
const RATE = 34

// One for all calls: a hash is done before anybody else can begin one. Made by the first call, because most who import
// this package never hash.
let sponge: Permutation | undefined

/**
 * `keccak256(abi.encode(words…))`: how the contracts make their ids. Every word is encoded as an unsigned integer, so
 * bytes32, address and uint256 need no telling apart.
 *
 * @throws InvalidArgumentError for what is not an unsigned integer of at most 256 bits
 * @example hashWords(0n) // '0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563'
 */
export function hashWords(...words: readonly Word[]): `0x${string}` {
  sponge ??= createPermutation()
  const { state } = sponge
  state.fill(0)
  let at = 0
  for (const word of words) at = absorbWord(sponge, at, word)
  // The padding of Ethereum (0x01), not of SHA-3.
  state[at]! ^= 0x01
  state[RATE - 1]! ^= 0x80 << 24
  sponge.permute()
  return printed(state)
}

/** Takes in four bytes, the first of them lowest, and says where the next go. */
function absorb({ state, permute }: Permutation, at: number, bytes: number): number {
  state[at]! ^= bytes
  if (at < RATE - 1) return at + 1
  permute()
  return 0
}

function absorbZeros(sponge: Permutation, at: number, count: number): number {
  if (at + count < RATE) return at + count
  let next = at
  for (let i = 0; i < count; i++) next = absorb(sponge, next, 0)
  return next
}

function absorbWord(sponge: Permutation, at: number, word: Word): number {
  if (typeof word === 'number') return absorbNumber(sponge, at, word)
  if (typeof word === 'string') return absorbHex(sponge, at, wholeUnits(word))
  if (typeof word !== 'bigint') throw notAWord(word)
  return word >= 0n && word <= SAFE ? absorbNumber(sponge, at, Number(word)) : absorbBigint(sponge, at, word)
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

function absorbNumber(sponge: Permutation, at: number, word: number): number {
  if (!Number.isSafeInteger(word) || word < 0) throw notAWord(word)
  scratch.setUint32(0, word / 2 ** 32)
  scratch.setUint32(4, word)
  return absorbScratch(sponge, absorbZeros(sponge, at, 6))
}

function absorbBigint(sponge: Permutation, at: number, word: bigint): number {
  if (word < 0n || word > maxUint256) throw notAWord(word)
  let next = at
  for (let shift = 192n; shift >= 0n; shift -= 64n) {
    scratch.setBigUint64(0, word >> shift)
    next = absorbScratch(sponge, next)
  }
  return next
}

const scratch = new DataView(new ArrayBuffer(8))

function absorbScratch(sponge: Permutation, at: number): number {
  return absorb(sponge, absorb(sponge, at, scratch.getInt32(0, true)), scratch.getInt32(4, true))
}

function absorbHex(sponge: Permutation, at: number, hex: string): number {
  let next = absorbZeros(sponge, at, (66 - hex.length) / 8)
  for (let i = 2; i < hex.length; i += 8) next = absorb(sponge, next, bytesAt(hex, i))
  return next
}

/** Eight digits as four bytes, the first of them lowest. In a row, because a loop of eight costs half as much again. */
function bytesAt(hex: string, i: number): number {
  const a = (digitAt(hex, i) << 4) | digitAt(hex, i + 1)
  const b = (digitAt(hex, i + 2) << 4) | digitAt(hex, i + 3)
  const c = (digitAt(hex, i + 4) << 4) | digitAt(hex, i + 5)
  const d = (digitAt(hex, i + 6) << 4) | digitAt(hex, i + 7)
  if ((a | b | c | d) < 0) throw notAWord(hex)
  return a | (b << 8) | (c << 16) | (d << 24)
}

function digitAt(hex: string, i: number): number {
  return DIGITS[hex.charCodeAt(i)] ?? -1
}

/** `0x` and digits, a multiple of eight of them: hashes and addresses as they are, the rest padded. */
function wholeUnits(word: string): string {
  if ((word.length === 66 || word.length === 42) && word.startsWith('0x')) return word
  if (!/^0x.{1,64}$/.test(word)) throw notAWord(word)
  return `0x${word.slice(2).padStart(64, '0')}`
}

/** The value of a hex digit, by its character code; -1 for what is none. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => {
  return '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase())
})

const CODES = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const output = Array.from(`0x${'0'.repeat(64)}`, (character) => character.charCodeAt(0))

/** From character codes in one go: a string that grew by pieces would have to be flattened by the first `Map` it is looked up in. */
function printed(state: Int32Array): `0x${string}` {
  for (let i = 0; i < 64; i++) output[2 + i] = CODES[(state[i >> 3]! >>> (4 * ((i & 7) ^ 1))) & 15]!
  return String.fromCharCode(...output) as `0x${string}`
}

function notAWord(word: unknown): InvalidArgumentError {
  return new InvalidArgumentError('words', 'unsigned integers of at most 256 bits, or hex of at most 32 bytes', word)
}
