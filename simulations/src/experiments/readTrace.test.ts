import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTrace, TraceError } from './readTrace.ts'
import type { TraceDemand } from './schema.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-trace-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string, columns: TraceDemand['columns'], delimiter = ',') {
  const path = join(folder, `${Math.abs(text.length * 31 + text.charCodeAt(0))}.csv`)
  await writeFile(path, text)
  return readTrace(path, { columns, delimiter })
}

async function problem(text: string, columns: TraceDemand['columns']): Promise<string> {
  const error = await read(text, columns).catch((error) => error)
  expect(error).toBeInstanceOf(TraceError)
  return error.message
}

test('default', async () => {
  const rows = await read('when,secs\n2026-01-05 00:00:01.5000000,60\n2026-01-05T00:00:02Z,90\n', {
    time: 'when',
    duration: { column: 'secs', scale: 2 },
  })
  const second = Date.UTC(2026, 0, 5) / 1000
  expect(rows).toEqual([
    { time: second + 1.5, duration: 120 },
    { time: second + 2, duration: 180 },
  ])
})

test('args: other delimiters, quotes, a byte order mark, Windows line ends', async () => {
  expect(await read('\uFEFFa;b\r\n"1,5";2\r\n', { power: 'b' }, ';')).toEqual([{ power: 2 }])
})

test('args: a header whose names have the delimiter, quotes or spaces in them', async () => {
  const text = '"Submit Time","job, ""net"" seconds", tf ,""\n1,60,5,\n'
  const columns = { time: 'Submit Time', duration: 'job, "net" seconds', power: 'tf' }
  expect(await read(text, columns)).toEqual([{ time: 1, duration: 60, power: 5 }])
})

test('args: times as numbers of seconds', async () => {
  expect(await read('t\n0\n1.5\n', { time: 't' })).toEqual([{ time: 0 }, { time: 1.5 }])
})

test('error: no such file', async () => {
  const error = await readTrace(join(folder, 'none.csv'), { columns: { time: 't' }, delimiter: ',' }).catch((e) => e)
  expect(error.message).toContain('there is no such file')
})

test('error: an empty file', async () => {
  expect(await problem('', { time: 't' })).toContain('an empty file')
})

test('error: a missing column names what there is, and the nearest', async () => {
  const message = await problem('TIMESTAMP,Runtime\n1,2\n', { duration: 'runtme' })
  expect(message).toContain('Expected: a column runtme')
  expect(message).toContain('TIMESTAMP, Runtime')
  expect(message).toContain('Did you mean Runtime?')
})

test('error: another delimiter than the scenario says', async () => {
  expect(await problem('t;d\n1;2\n', { duration: 'd' })).toContain('set `delimiter: ";"` in `demand`')
})

test('error: a quote that is never closed, with its line; no row is swallowed', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => `${i},60\n`)
  rows[99] = `"${rows[99]}`
  const message = await problem(`t,d\n${rows.join('')}`, { time: 't', duration: 'd' })
  expect(message).toContain('line 101: a quote that is never closed')
})

test('error: a broken cell, with its line', async () => {
  expect(await problem('d\n1\n2\nthree\n', { duration: 'd' })).toContain('line 4, column d: "three"')
  expect(await problem('d,e\n1,1\n,1\n', { duration: 'd' })).toContain('line 3, column d: an empty cell')
  expect(await problem('d\n-1\n', { duration: 'd' })).toContain('line 2, column d: "-1"')
  expect(await problem('t\n2026-02-30\n', { time: 't' })).toContain('line 2, column t: "2026-02-30"')
})

test('error: a row with too few or too many cells, with its line', async () => {
  expect(await problem('a,b\n1,2\n3\n', { duration: 'a' })).toContain('line 3')
  expect(await problem('a,b\n1,2\n3,4,5\n', { duration: 'a' })).toContain('line 3')
})

test('error: rows out of order, with the line', async () => {
  expect(await problem('t\n5\n7\n6\n', { time: 't' })).toContain('line 4 is 1.000 s earlier than line 3')
})

test('error: lines are those of an editor, also below empty lines and cells of several lines', async () => {
  const columns = { duration: 'd' }
  expect(await problem('d,e\n1,"x\ny ""z""\nw"\n\n\nthree,5" disk\n', columns)).toContain('line 7, column d: "three"')
  expect(await problem('d,e\r\n1,"x\r\ny"\r\n\r\nthree,1\r\n', columns)).toContain('line 5, column d: "three"')
  expect(await problem('d\n"1"\n2\n\n', columns)).toContain('line 4, column d: an empty cell')
  expect(await problem('d,e\n1,"x\ny"\n\n3\n', columns)).toContain('line 5: Expected Number of Columns: 2')
  const times = { time: 't' }
  expect(await problem('t,e\n5,"x\ny"\n\n7, "a\nb"\n6,1\n', times)).toContain('line 7 is 1.000 s earlier than line 5')
})

test.each([
  ['UTF-16, little-endian', Buffer.from('\uFEFFd,e\n1,2\n', 'utf16le'), 'a file in UTF-16'],
  ['UTF-16, big-endian', Buffer.from('\uFEFFd,e\n1,2\n', 'utf16le').swap16(), 'a file in UTF-16'],
  ['Latin-1', Buffer.from('d,e\n1,2\n3,caf\xe9\n', 'latin1'), 'line 3: bytes that are not UTF-8'],
  ['Latin-1 in the header', Buffer.from('d,caf\xe9\n1,2\n', 'latin1'), 'line 1: bytes that are not UTF-8'],
])('error: a file in another encoding than UTF-8: %s', async (_, bytes, seen) => {
  const path = join(folder, 'encoded.csv')
  await writeFile(path, bytes)
  const columns = { duration: 'd', power: 'e' }
  const error = await readTrace(path, { columns, delimiter: ',' }).catch((error) => error)
  expect(error).toBeInstanceOf(TraceError)
  expect(error.details).toEqual(['Expected: a text in UTF-8', `Seen: ${seen}`])
  expect(error.hint).toContain('iconv')
})

const data = new URL('../../../../shared/data/', import.meta.url)
const missing = !existsSync(data)
if (missing) console.log('skipped: the market traces are not at ../shared/data')

test.skipIf(missing)('behavior: public traces with columns of their own', async () => {
  const azure = await readTrace(new URL('azure-llm-code.csv', data).pathname, {
    columns: { time: 'TIMESTAMP' },
    delimiter: ',',
  })
  expect(azure).toHaveLength(8_819)
  expect(azure[0]!.time).toBeCloseTo(Date.UTC(2023, 10, 16, 18, 17, 3) / 1000 + 0.97996)
  const philly = await readTrace(new URL('philly-runtime.csv', data).pathname, {
    columns: { duration: 'runtime' },
    delimiter: ',',
  })
  expect(philly).toHaveLength(83_154)
})
