import type { CallOptions } from '../context.ts'
import { checkFollowOptions } from './checkOptions.ts'
import type { Engine } from './engine.ts'
import { UnsettledChainError } from './errors.ts'
import { type Question, questionsOf } from './questions.ts'
import { retry } from './retry.ts'
import { sync } from './sync.ts'
import { mapBounded } from './wait.ts'

/** Views that are asked for at a time. */
const VIEWS = 16

/** Where a view of the contracts answers something else than the state. */
export type Difference = {
  /** The action of @aiigo/clients that asks for it. */
  readonly view: string
  /** What it was asked with, such as `{ nodeId }`. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Of a struct the field; undefined where the answer is one value. */
  readonly field: string | undefined
  /** By the events. */
  readonly expected: unknown
  /** By the contract. */
  readonly seen: unknown
}

/** Reads to the newest block, asks there, and does all of it again when the block was taken back meanwhile. */
export async function reconcile(engine: Engine, options?: CallOptions): Promise<Difference[]> {
  const { signal } = checkFollowOptions(options)
  const { policy, reader } = engine
  const compare = async () => {
    const { number, hash, time } = await sync(engine, options)
    // All that is expected is computed at once, before the state goes on.
    const questions = questionsOf(reader.window.state, time)
    const found = await mapBounded(questions, VIEWS, (question) => ask(engine, question, number, signal))
    const seen = await reader.chain.block(number, signal)
    if (seen?.hash !== hash) throw new UnsettledChainError(`block ${number} to be ${hash}`, seen?.hash ?? 'no block')
    return found.flat()
  }
  return retry(compare, { policy, signal, isPassing: (error) => error instanceof UnsettledChainError })
}

async function ask(
  { reader, policy }: Engine,
  { view, action, parameters, expected }: Question,
  blockNumber: bigint,
  signal: AbortSignal | undefined,
): Promise<Difference[]> {
  const { client, deployment } = reader.context
  const read = () => action(client, deployment, { ...parameters, blockNumber } as never)
  const seen = await retry<unknown>(read, { policy, signal })
  return differencesOf(expected, seen).map((difference) => ({ view, parameters, ...difference }))
}

type Struct = Readonly<Record<string, unknown>>

/** The fields in which two answers differ; one that only one of them has is a difference too. */
function differencesOf(expected: unknown, seen: unknown): Pick<Difference, 'field' | 'expected' | 'seen'>[] {
  if (!isStruct(expected) || !isStruct(seen)) {
    return isSame(expected, seen) ? [] : [{ field: undefined, expected, seen }]
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(seen)])]
    .filter((field) => !isSame(expected[field], seen[field]))
    .map((field) => ({ field, expected: expected[field], seen: seen[field] }))
}

function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Addresses differ in nothing but their case; lists are of numbers and ids. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.join() === b.join()
  return typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b
}
