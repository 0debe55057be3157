import type { Deployment } from '@aiigo/clients'
import { restore, snapshot } from '@aiigo/protocol'
import { bytesToHex, type Hex, hexToBytes, sha256 } from 'viem'
import { MarketStoreError } from './errors.ts'
import { fromJson, toJson } from './json.ts'
import { type Window, windowOf } from './window.ts'

// What a store keeps: 8 bytes that say what it is · version · length of the head · length of the rest (4 bytes each, big
// endian) · SHA-256 of head and rest · the head, JSON: whose market it is, and the blocks since the base · the base's state as
// @aiigo/protocol's snapshot.

const MAGIC = new TextEncoder().encode('AIIGOMKT')
const VERSION = 1
const START = 52

type StoredHead = Pick<Window, 'cursor' | 'blocks'> & {
  deployment: string
  base: Omit<Window['base'], 'state'>
}

/** A market as the bytes that a store keeps. */
export function marketToBytes(window: Window, deployment: Deployment): Uint8Array {
  const { base, blocks, cursor } = window
  const { state, ...place } = base
  const stored: StoredHead = { deployment: idOf(deployment), base: place, blocks, cursor }
  const head = new TextEncoder().encode(toJson(stored))
  const rest = snapshot(state)
  const bytes = new Uint8Array(START + head.length + rest.length)
  bytes.set(MAGIC)
  for (const [i, number] of [VERSION, head.length, rest.length].entries()) view(bytes).setUint32(8 + 4 * i, number)
  bytes.set(head, START)
  bytes.set(rest, START + head.length)
  bytes.set(hexToBytes(sha256(bytes.subarray(START))), 20)
  return bytes
}

/**
 * The market that bytes keep.
 *
 * @throws MarketStoreError that says what is wrong with them
 */
export function marketFromBytes(bytes: Uint8Array, deployment: Deployment): Window {
  const head = checked(bytes)
  const stored = fromJson(new TextDecoder().decode(bytes.subarray(START, START + head))) as StoredHead
  const expected = idOf(deployment)
  if (stored.deployment !== expected) throw new MarketStoreError('foreign', stored.deployment, { expected })
  const { base, blocks, cursor } = stored
  try {
    return windowOf({ base: { ...base, state: restore(bytes.subarray(START + head)) }, blocks, cursor })
  } catch (cause) {
    throw new MarketStoreError('otherVersion', (cause as Error).message, { cause })
  }
}

/** The length of the head, of bytes that are whole. */
function checked(bytes: Uint8Array): number {
  if (!MAGIC.every((byte, i) => i >= bytes.length || bytes[i] === byte)) {
    throw new MarketStoreError('notAMarket', bytesToHex(bytes.subarray(0, 8)), { expected: bytesToHex(MAGIC) })
  }
  if (bytes.length < START) throw cutShort(bytes.length, `at least ${START}`)
  const [version = 0, head = 0, rest = 0] = [8, 12, 16].map((at) => view(bytes).getUint32(at))
  if (version !== VERSION) throw new MarketStoreError('otherVersion', `${version}`, { expected: `${VERSION}` })
  if (bytes.length !== START + head + rest) throw cutShort(bytes.length, `${START + head + rest}`)
  const [expected, seen]: Hex[] = [bytesToHex(bytes.subarray(20, START)), sha256(bytes.subarray(START))]
  if (expected !== seen) throw new MarketStoreError('damaged', `SHA-256 ${seen}`, { expected: `SHA-256 ${expected}` })
  return head
}

function view({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function cutShort(seen: number, expected: string): MarketStoreError {
  return new MarketStoreError('cutShort', `${seen} bytes`, { expected: `${expected} bytes` })
}

/** Everything that makes two markets different. */
function idOf({ chainId, contracts, block }: Deployment): string {
  const { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace } = contracts
  const addresses = [nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace]
  return [chainId, block, ...addresses].join(' ').toLowerCase()
}
