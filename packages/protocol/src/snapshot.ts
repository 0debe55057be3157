import { BaseError } from '@aiigo/core'
import type { MarketState } from './state.ts'

// A snapshot is a line of text that says what it is, and a line of JSON:
//   aiigo-state <version> <bytes of the second line> <its checksum>
// bigint, Map, Set and undefined, which JSON does not know, are objects with one tag; what several places share (the
// parameters of tasks) is written once. A field that is undefined is written too: left out, it would come back as the
// last of its object when it is set, and the same state would give other bytes.

const MAGIC = 'aiigo-state'

/** To be raised when what a state is made of changes. */
const VERSION = 1

/**
 * A state as bytes, for a file or another process; {@link restore} makes a state of them that evolves in the same way.
 * The same state gives the same bytes.
 *
 * @example await writeFile('market.snapshot', snapshot(state))
 */
export function snapshot(state: MarketState): Uint8Array {
  const shared: object[] = []
  const places = new Map<unknown, number>()
  const share = (value: object) => {
    const place = places.get(value) ?? shared.push(value) - 1
    places.set(value, place)
    return { shared: place }
  }
  const body = JSON.stringify(state, (key, value) => (key === 'parameters' ? share(value) : toJson(value)))
  const text = `${JSON.stringify(shared, (_, value) => toJson(value))}${SEPARATOR}${body}`
  const bytes = new TextEncoder().encode(text)
  const head = new TextEncoder().encode(`${MAGIC} ${VERSION} ${bytes.length} ${checksum(bytes)}\n`)
  const whole = new Uint8Array(head.length + bytes.length)
  whole.set(head)
  whole.set(bytes, head.length)
  return whole
}

/** No JSON text has it outside of a string, and none inside of one either: there it is escaped. */
const SEPARATOR = '\n'

/**
 * The state of a {@link snapshot}: all of it, or an error.
 *
 * @throws SnapshotError when the bytes are something else, of another version, cut short, or changed
 */
export function restore(bytes: Uint8Array): MarketState {
  const body = checkedBody(bytes)
  const [sharedText = '', stateText = ''] = new TextDecoder().decode(body).split(SEPARATOR)
  const shared = revived(JSON.parse(sharedText), []) as unknown[]
  return revived(JSON.parse(stateText), shared) as MarketState
}

function checkedBody(bytes: Uint8Array): Uint8Array {
  const end = bytes.subarray(0, 80).indexOf(10)
  const head = new TextDecoder().decode(bytes.subarray(0, end === -1 ? 80 : end))
  const [magic, version, length, sum] = head.split(' ')
  if (magic !== MAGIC) throw new SnapshotError('notASnapshot', `bytes that begin with "${MAGIC}"`, head.slice(0, 20))
  if (version !== String(VERSION)) throw new SnapshotError('anotherVersion', `version ${VERSION}`, `version ${version}`)
  const body = bytes.subarray(end + 1)
  if (end === -1 || body.length < Number(length))
    throw new SnapshotError('cutShort', `${length} bytes behind the first line`, `${end === -1 ? 0 : body.length}`)
  const seen = checksum(body)
  if (body.length !== Number(length) || seen !== sum)
    throw new SnapshotError('changed', `${length} bytes with the checksum ${sum}`, `${body.length} with ${seen}`)
  return body
}

/** CRC-32 as in zip and gzip (reversed polynomial 0xedb88320). It finds accidents, not forgeries. */
function checksum(bytes: Uint8Array): string {
  let crc = -1
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (~crc >>> 0).toString(16).padStart(8, '0')
}

const crcTable = Int32Array.from({ length: 256 }, (_, i) => {
  let crc = i
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return { bigint: value.toString() }
  if (value instanceof Map) return { map: [...value] }
  if (value instanceof Set) return { set: [...value] }
  return value === undefined ? { undefined: true } : value
}

/** In place, and not by a reviver of `JSON.parse`: that one takes undefined for a field to be dropped. */
function revived(value: unknown, shared: readonly unknown[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isTagged(value, 'bigint')) return BigInt(value.bigint)
  if (isTagged(value, 'undefined')) return undefined
  if (isTagged(value, 'shared')) return shared[value.shared]
  const fields = value as Record<string, unknown>
  for (const key of Object.keys(fields)) fields[key] = revived(fields[key], shared)
  if (isTagged(value, 'map')) return new Map(value.map)
  return isTagged(value, 'set') ? new Set(value.set) : value
}

type Tags = { bigint: string; map: [unknown, unknown][]; set: unknown[]; shared: number; undefined: true }

function isTagged<tag extends keyof Tags>(value: unknown, tag: tag): value is Pick<Tags, tag> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, tag) && Object.keys(value).length === 1
}

/** What {@link restore} was given is not a whole snapshot that this version can read. Nothing was restored. */
export class SnapshotError extends BaseError {
  override name = 'SnapshotError'
  readonly problem: 'notASnapshot' | 'anotherVersion' | 'cutShort' | 'changed'

  constructor(problem: SnapshotError['problem'], expected: string, seen: string) {
    super(messages[problem], {
      details: [`Expected: ${expected}`, `Seen: ${seen}`],
      hint: 'Take an older snapshot, or build the state from the log again.',
    })
    this.problem = problem
  }
}

const messages = {
  notASnapshot: 'These bytes are no snapshot of a market.',
  anotherVersion: 'The snapshot was made by another version of this package.',
  cutShort: 'The snapshot was cut short.',
  changed: 'The snapshot is not what was written: something has changed it.',
}
