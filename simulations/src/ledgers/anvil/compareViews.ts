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
    return isSame(expected, seen) ? [] : [`${what}: the events say ${shown(expected)}, the contract ${shown(seen)}`]
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(seen)])]
    .filter((field) => !isSame(expected[field], seen[field]))
    .map((field) => `${what} ${field}: the events say ${shown(expected[field])}, the contract ${shown(seen[field])}`)
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
