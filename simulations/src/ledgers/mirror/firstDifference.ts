import type { MarketEvent } from '@aiigo/protocol'
import { stableJson } from '../../report/column.ts'
import type { Rejection } from '../commands.ts'
import type { Answer } from '../ledger.ts'
import type { Saying } from '../twin/createTwinLedger.ts'

export type Difference = {
  /** What was asked for where the two part; undefined where only one of them said anything. */
  command: string | undefined
  /** Place and name of the event, or that it is about what was refused. */
  event: string
  /** By the twin. */
  expected: string
  /** On the chain. */
  seen: string
}

/** Made of the hash of a block, or found for what is: only a chain has them. */
const ownToTheChain: ReadonlySet<string> = new Set(['seed', 'lastNonce'])

/** Where two answers to the same commands part first, in what happened or in what was refused. */
export function firstDifference(expected: Answer, seen: Answer, said: readonly Saying[]): Difference | undefined {
  return firstEvent(expected.events, seen.events, said) ?? firstRejection(expected.rejections, seen.rejections)
}

function firstEvent(
  expected: readonly MarketEvent[],
  seen: readonly MarketEvent[],
  said: readonly Saying[],
): Difference | undefined {
  for (let i = 0; i < Math.max(expected.length, seen.length); i++) {
    const [ours, theirs] = [textOf(expected[i]), textOf(seen[i])]
    if (ours === theirs) continue
    const { block, index, name } = (expected[i] ?? seen[i])!
    const event = `${name}, log ${index} of block ${block}`
    return { command: commandAt(said, i), event, expected: ours, seen: theirs }
  }
  return undefined
}

/** Everything about an event but what only a chain has. */
function textOf(event: MarketEvent | undefined): string {
  if (!event) return 'nothing'
  const args = Object.entries(event.args).filter(([name]) => !ownToTheChain.has(name))
  return stableJson({ ...event, args: Object.fromEntries(args) })
}

/** The command that said the twin's event number `place`. */
function commandAt(said: readonly Saying[], place: number): string | undefined {
  let end = 0
  for (const { command, events } of said) {
    end += events
    if (place < end) return stableJson(command)
  }
  return undefined
}

function firstRejection(expected: readonly Rejection[], seen: readonly Rejection[]): Difference | undefined {
  for (let i = 0; i < Math.max(expected.length, seen.length); i++) {
    const [ours, theirs] = [refusalOf(expected[i]), refusalOf(seen[i])]
    if (ours === theirs) continue
    const { name, from } = (expected[i] ?? seen[i])!.command
    return { command: `${name} from ${from}`, event: 'a refusal', expected: ours, seen: theirs }
  }
  return undefined
}

function refusalOf(rejection: Rejection | undefined): string {
  if (!rejection) return 'nothing refused'
  const { command, error } = rejection
  const { errorName = error.name, args } = error as { errorName?: string; args?: unknown }
  return stableJson({ command: command.name, from: command.from, errorName, args })
}
