import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buyers } from './actors.ts'
import { HistoryFileError, readHistory, writeHistory } from './file.ts'
import { call } from './moves/move.ts'
import type { Step } from './run.ts'

const path = join(mkdtempSync(join(tmpdir(), 'aiigo-history-')), 'history.json')
const sound = call('nodeRegistry', 'registerNode', buyers[0]!, { resourceType: 0, metadataURI: '' }, 2n ** 100n)
const of = (one: unknown): Step => ({ block: { time: 1, calls: [one as typeof sound] } })

test('default', async () => {
  const steps: Step[] = [of(sound), { mark: true }, of(sound), { back: true }, { mark: true }]
  await writeHistory(path, steps, 'why')
  expect(await readHistory(path)).toEqual({ steps })
})

const step = 'step 0 is no block, mark or way back'
const not = 'call 0 of step 0 is no call of the contracts'

test.each<[string, readonly unknown[], string]>([
  ['nothing', [null], step],
  ['an empty one', [{}], step],
  ['two in one', [{ ...of(sound), mark: true }], step],
  ['a mark that is none', [{ mark: false }], step],
  ['a block without a time', [{ block: { calls: [] } }], step],
  ['a block without calls', [{ block: { time: 1 } }], step],
  ['no call', [of(null)], not],
  ['an unknown function', [of({ ...sound, name: 'register' })], not],
  ['no arguments', [of({ ...sound, args: undefined })], not],
  ['too few arguments', [of({ ...sound, args: { resourceType: 0 } })], not],
  ['nobody who calls', [of({ ...sound, from: 'me' })], not],
  ['a value that is no bigint', [of({ ...sound, value: 1 })], not],
  ['a way back without a mark', [of(sound), { back: true }], 'goes back'],
])('error: %s is no step', async (_, steps, seen) => {
  await writeHistory(path, steps as readonly Step[], 'why')
  const error = await readHistory(path).catch((one) => one)
  expect(error).toBeInstanceOf(HistoryFileError)
  expect(error.details).toEqual([`File: ${path}`, expect.stringContaining(seen)])
  expect(error.details[1]).not.toContain('\n')
})

test('error: no history, whose message names the path', async () => {
  writeFileSync(path, '{}')
  await expect(readHistory(path)).rejects.toThrow('its message names the path')
})
