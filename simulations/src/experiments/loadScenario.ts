import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { BaseError } from '@aiigo/core'
import { type Document, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { type Scenario, scenarioSchema } from './schema.ts'

/** A scenario and the file that it came from. */
export type LoadedScenario = { scenario: Scenario; path: string; sha256: string }

/** One thing that is wrong in a scenario file; line and column count from 1. */
export type ScenarioProblem = { line: number; column: number; field: string; seen?: string; expected: string }

/**
 * Reads a scenario and checks it against the schema.
 *
 * @throws ScenarioNotFoundError; ScenarioError with every problem, its line and column
 * @example const { scenario } = await loadScenario('simulations/scenarios/first-week.yaml')
 */
export async function loadScenario(path: string): Promise<LoadedScenario> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new ScenarioNotFoundError(path, cause)
  })
  return { scenario: parseScenario(text, path), path, sha256: createHash('sha256').update(text).digest('hex') }
}

/** Checks the text of a scenario; `path` is for the messages only. */
export function parseScenario(text: string, path: string): Scenario {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = document.errors.map((error) => ({
    ...position(lines, error.pos[0]),
    field: 'YAML',
    expected: firstLine(error.message),
  }))
  if (broken.length > 0) throw new ScenarioError(path, broken)
  const result = scenarioSchema.safeParse(toValue(document, path))
  if (result.success) return result.data
  throw new ScenarioError(
    path,
    result.error.issues.flatMap((issue) => toProblems(issue, document, lines)),
  )
}

/** What the document says; an alias may stand for nothing, or for too much. */
function toValue(document: Document, path: string): unknown {
  try {
    return document.toJS()
  } catch (error) {
    throw new ScenarioError(path, [
      {
        line: 1,
        column: 1,
        field: 'YAML',
        seen: firstLine((error as Error).message).trim(),
        expected: 'aliases that resolve',
      },
    ])
  }
}

function toProblems(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): ScenarioProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...locate(document, lines, [...issue.path, key], true),
      field: toField([...issue.path, key]),
      seen: 'an unknown field',
      expected: issue.message,
    }))
  }
  const seen = document.getIn(issue.path as unknown[])
  return [
    {
      ...locate(document, lines, issue.path, false),
      field: toField(issue.path),
      ...(seen === undefined ? { seen: 'nothing' } : isScalar(seen) ? { seen: show(seen) } : {}),
      expected: issue.message,
    },
  ]
}

/** As a person writes it; in JSON the three numbers that are none would all be null. */
function show(value: unknown): string {
  if (typeof value !== 'number' || Number.isFinite(value)) return JSON.stringify(value)
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}

/** Where a field stands; where it is missing, where the mapping that lacks it begins. */
function locate(document: Document, lines: LineCounter, path: readonly PropertyKey[], isKey: boolean) {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(document, path.slice(0, length), isKey && length === path.length)
    if (node?.range) return position(lines, node.range[0])
  }
  return { line: 1, column: 1 }
}

type Ranged = { range?: readonly [number, number, number] | null }

function nodeAt(document: Document, path: readonly PropertyKey[], isKey: boolean): Ranged | undefined {
  if (!isKey) return document.getIn(path as unknown[], true) as Ranged | undefined
  const parent = document.getIn(path.slice(0, -1) as unknown[], true) as {
    items?: { key?: Ranged & { value?: unknown } }[]
  }
  const root = path.length === 1 ? (document.contents as unknown as typeof parent) : parent
  return root?.items?.find((pair) => pair.key?.value === path[path.length - 1])?.key
}

function position(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

/** `providers`, 0, `count` as a person writes it: `providers[0].count`. */
function toField(path: readonly PropertyKey[]): string {
  const joined = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return joined.replace(/^\./, '') || 'the scenario'
}

function firstLine(text: string): string {
  return text.split('\n')[0]!
}

const SEEN: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'a folder',
  EACCES: 'a file that may not be read',
}

/** There is no such scenario, or it cannot be read. */
export class ScenarioNotFoundError extends BaseError {
  override name = 'ScenarioNotFoundError'

  constructor(path: string, cause: unknown, meant?: string) {
    const { code } = cause as { code?: string }
    super(`The scenario ${path} cannot be read.`, {
      details: [`Seen: ${SEEN[code ?? ''] ?? code ?? String(cause)}`],
      hint: `${meant ? `Did you mean \`${meant}\`? ` : ''}\`aiigo-sim list\` shows the scenarios that come with AIIGO.`,
      cause,
    })
  }
}

const SHOWN = 12

/** A scenario says something that cannot be simulated. */
export class ScenarioError extends BaseError {
  override name = 'ScenarioError'
  readonly problems: readonly ScenarioProblem[]

  constructor(path: string, problems: readonly ScenarioProblem[]) {
    const file = basename(path)
    const rows = problems.map(({ line, column, field, seen, expected }) =>
      [`${file}:${line}:${column} ${field}:`, ...(seen ? [`${seen};`] : []), `expected ${expected}`].join(' '),
    )
    const rest = rows.length - SHOWN
    super(`The scenario ${path} has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}.`, {
      details: rest > 0 ? [...rows.slice(0, SHOWN), `… and ${rest} more`] : rows,
    })
    this.problems = problems
  }
}
