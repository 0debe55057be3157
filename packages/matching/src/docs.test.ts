import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import * as core from '@aiigo/core'
import { expect, test } from 'vitest'
import { aCandidate, aRequest } from '../test/market.ts'
import * as matching from './index.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The examples of a file's docstrings, without the stars. */
function docstringExamples(source: string): string[] {
  const docstrings = source.match(/\/\*\*[\s\S]*?\*\//g) ?? []
  return docstrings
    .flatMap((docstring) => docstring.split('@example').slice(1))
    .map((example) => example.replace(/^ *\* ?|\s*\*\/$/gm, ''))
}

/** The TypeScript blocks of a README, without their imports: the exports are in scope. */
function readmeExamples(readme: string): string[] {
  return [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) =>
    stripTypeScriptTypes(code!.replace(/^import .*$/gm, '')),
  )
}

/** `expression // value` becomes a check; a comment that is not a value stays one. */
function withChecks(code: string): string {
  return code.replace(/^(?!const )(\S.*) \/\/ (\[[^\]]*\]|\{.*\}|[\d_]+n?|true|false)(:.*)?$/gm, 'check($1, $2)')
}

function run(code: string): number {
  let checks = 0
  const scope = {
    ...core,
    ...matching,
    request: aRequest(),
    node: aCandidate(),
    candidates: [aCandidate()],
    check(seen: unknown, expected: unknown) {
      checks++
      expect(seen).toEqual(expected)
    },
  }
  // A block of its own, so that an example may name its things as the scope does.
  new Function(...Object.keys(scope), `'use strict'; { ${withChecks(code)}\n }`)(...Object.values(scope))
  return checks
}

test('default', () => {
  const checks = readmeExamples(read('../README.md')).map(run)
  expect(checks).toEqual([2, 2, 3, 3, 1, 2])
})

test('behavior: the examples in docstrings run', () => {
  const files = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
  const sources = files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const examples = sources.flatMap((name) => docstringExamples(read(`./${name}`)))
  expect(examples.length).toBe(7)
  expect(examples.map(run).reduce((sum, checks) => sum + checks)).toBe(2)
})
