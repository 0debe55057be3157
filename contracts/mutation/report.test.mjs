import { expect, test } from 'vitest'
import { isEnough, linesOf, summaryOf, toJson, toMarkdown } from './report.mjs'

function mutants(killed, survived) {
  const place = {
    file: 'src/A.sol',
    line: 7,
    function: 'f',
    operator: 'swap-comparison',
    before: 'a < b',
    after: 'a <= b',
  }
  const of = (status, count) => Array.from({ length: count }, (_, i) => ({ ...place, status, key: `${status} ${i}` }))
  return [...of('killed', killed), ...of('survived', survived), ...of('equivalent', 1), ...of('invalid', 2)]
}

test('default', () => {
  const summary = summaryOf(mutants(19, 1), { 'survived 0': 'The next line refuses it as well.' })
  expect(summary.total).toEqual({ killed: 19, survived: 1, equivalent: 1, invalid: 2, score: 0.95 })
  expect(isEnough(summary)).toBe(true)
  expect(toMarkdown(summary, 'All 23 mutants.').split('\n').slice(4)).toMatchInlineSnapshot(`
    [
      "All 23 mutants. 95.0 % of the mutants are killed; at least 95.0 % have to be.",
      "",
      "| file | killed | survived | score | same code | does not compile |",
      "|---|---:|---:|---:|---:|---:|",
      "| src/A.sol | 19 | 1 | 95.0 % | 1 | 2 |",
      "| **all** | 19 | 1 | 95.0 % | 1 | 2 |",
      "",
      "## Survivors (1)",
      "",
      "### src/A.sol:7 · f · swap-comparison",
      "",
      "\`\`\`diff",
      "-a < b",
      "+a <= b",
      "\`\`\`",
      "",
      "The next line refuses it as well.",
      "",
      "Key: \`survived 0\`",
      "",
      "",
    ]
  `)
})

test('behavior: a survivor without an explanation is one too many', () => {
  expect(isEnough(summaryOf(mutants(99, 1), {}))).toBe(false)
})

test('behavior: under 95 % no explanation helps', () => {
  const explained = { 'survived 0': 'why', 'survived 1': 'why' }
  expect(isEnough(summaryOf(mutants(37, 2), explained))).toBe(false)
})

test('behavior: the machine reads what the person reads', () => {
  const judged = mutants(2, 1)
  const report = JSON.parse(toJson(judged, summaryOf(judged, {}), 'note'))
  expect(report.total.killed).toBe(2)
  expect(report.mutants.map(({ key }) => key)).toEqual(judged.map(({ key }) => key))
})

test('behavior: the lines that a mutant touches', () => {
  const bytes = Buffer.from('one\ntwo < three\nfour')
  expect(linesOf(bytes, { start: 8, end: 9, text: '>=' })).toEqual({ before: 'two < three', after: 'two >= three' })
  expect(linesOf(bytes, { start: 0, end: 3, text: '{}' })).toEqual({ before: 'one', after: '{}' })
})
