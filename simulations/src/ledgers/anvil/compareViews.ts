import { stableJson } from '../../report/column.ts'
import type { Question } from '../views/question.ts'
import type { Reader } from './reader.ts'

/** Where the contracts' views answer something else than the state that their events made; a line each. */
export async function compareViews(chain: Reader, questions: readonly Question[]): Promise<string[]> {
  const differences: string[] = []
  for (const { contract, view, asked } of questions) {
    const lists = asked.map(({ args }) => args)
    const answers = await chain.answers(contract, view, lists)
    for (const [i, { args, expected }] of asked.entries()) {
      differences.push(...differencesOf(`${argsText(args)} ${view}`, expected, answers[i]))
    }
  }
  return differences
}

function argsText(args: readonly unknown[]): string {
  return args.map((one) => (typeof one === 'object' ? stableJson(one) : `${one}`)).join(' ')
}

type Struct = Readonly<Record<string, unknown>>

/** The fields in which two answers differ, as texts; one that only one of them has is a difference too. */
function differencesOf(what: string, expected: unknown, seen: unknown): string[] {
  if (!isStruct(expected) || !isStruct(seen)) {
    return isSame(expected, seen) ? [] : [differenceIn(what, expected, seen)]
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(seen)])]
    .filter((field) => !isSame(expected[field], seen[field]))
    .map((field) => differenceIn(`${what} ${field}`, expected[field], seen[field]))
}

/** So many characters of each are shown, from shortly before the first that differs: a list may have hundreds of ids. */
const SHOWN = 160

function differenceIn(what: string, expected: unknown, seen: unknown): string {
  const [ours, theirs] = [shown(expected), shown(seen)]
  const isShort = Math.max(ours.length, theirs.length) <= SHOWN
  const first = [...ours].findIndex((character, i) => character !== theirs[i])
  const from = isShort ? 0 : Math.max(0, (first < 0 ? ours.length : first) - SHOWN / 2)
  const part = (text: string) => {
    const rest = text.slice(from)
    return `${from > 0 ? '…' : ''}${rest.slice(0, SHOWN)}${rest.length > SHOWN ? '…' : ''}`
  }
  return `${what}: the events say ${part(ours)}, the contract ${part(theirs)}`
}

function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSame(a: unknown, b: unknown): boolean {
  return typeof a === typeof b && shown(a) === shown(b)
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing: it reverts'
  return typeof value === 'object' ? stableJson(value) : `${value}`
}
