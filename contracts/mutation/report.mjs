// What a run says: to a machine, and to a person.

/** At least so many of the mutants that compile to other code have to be noticed. */
export const REQUIRED_SCORE = 0.95

/** @param {object[]} mutants with their verdicts @param {Record<string, string>} explanations why a survivor is no gap, by key */
export function summaryOf(mutants, explanations) {
  const count = (list) => {
    const of = (status) => list.filter((mutant) => mutant.status === status).length
    const [killed, survived] = [of('killed'), of('survived')]
    const score = killed + survived === 0 ? 1 : killed / (killed + survived)
    return { killed, survived, equivalent: of('equivalent'), invalid: of('invalid'), score }
  }
  const files = [...new Set(mutants.map(({ file }) => file))].sort()
  const survivors = mutants.filter(({ status }) => status === 'survived')
  return {
    total: count(mutants),
    files: files.map((file) => ({ file, ...count(mutants.filter((mutant) => mutant.file === file)) })),
    survivors: survivors.map((mutant) => ({ ...mutant, explanation: explanations[mutant.key] ?? '' })),
  }
}

/** Good enough for the exit code 0. */
export function isEnough({ total, survivors }) {
  return total.score >= REQUIRED_SCORE && survivors.every(({ explanation }) => explanation !== '')
}

/** report.json: every mutant in its order, one a line, so that two reports compare well. */
export function toJson(mutants, summary, note) {
  const kept = ['key', 'line', 'status', 'by', 'killedIn']
  const lines = mutants.map(
    (mutant) => `    ${JSON.stringify(Object.fromEntries(kept.map((name) => [name, mutant[name]])))}`,
  )
  const head = JSON.stringify({ note, total: summary.total, files: summary.files }, null, 2).slice(0, -2)
  return `${head},\n  "mutants": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** report.md. */
export function toMarkdown(summary, note) {
  const { total, files, survivors } = summary
  return [
    '# Mutants of the contracts, and whether a test notices them',
    '',
    'Written by `pnpm --filter @aiigo/contracts mutate`; explanations stand in explanations.json. README.md beside this file says what it means.',
    '',
    `${note} ${percent(total.score)} of the mutants are killed; at least ${percent(REQUIRED_SCORE)} have to be.`,
    '',
    '| file | killed | survived | score | same code | does not compile |',
    '|---|---:|---:|---:|---:|---:|',
    ...[...files, { file: '**all**', ...total }].map(toRow),
    '',
    `## Survivors (${survivors.length})`,
    '',
    ...(survivors.length === 0 ? ['None.'] : survivors.flatMap(toSection)),
    '',
  ].join('\n')
}

function toRow({ file, killed, survived, score, equivalent, invalid }) {
  return `| ${file} | ${killed} | ${survived} | ${percent(score)} | ${equivalent} | ${invalid} |`
}

function toSection({ file, line, function: name, operator, before, after, explanation, key }) {
  return [
    `### ${file}:${line} · ${name} · ${operator}`,
    '',
    '```diff',
    ...before.split('\n').map((text) => `-${text}`),
    ...after.split('\n').map((text) => `+${text}`),
    '```',
    '',
    explanation || '**Not explained.**',
    '',
    `Key: \`${key}\``,
    '',
  ]
}

/** Rounded down: 94.96 % is not 95 %. */
function percent(score) {
  return `${(Math.floor(score * 1000) / 10).toFixed(1)} %`
}

/** The lines that a mutant touches, without and with it. */
export function linesOf(bytes, { start, end, text }) {
  const from = start === 0 ? 0 : bytes.lastIndexOf(10, start - 1) + 1
  const next = bytes.indexOf(10, end)
  const to = next === -1 ? bytes.length : next
  const before = bytes.toString('utf8', from, to)
  return { before, after: bytes.toString('utf8', from, start) + text + bytes.toString('utf8', end, to) }
}
