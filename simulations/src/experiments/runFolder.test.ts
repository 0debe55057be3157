import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OutputError, openRunFolder, outputError } from './runFolder.ts'

test('default', async () => {
  const out = await mkdtemp(join(tmpdir(), 'aiigo-folder-'))
  const folder = await openRunFolder(join(out, 'deep'), 'run-1')
  await writeFile(join(folder.draft, 'manifest.json'), '{}')
  expect((await readdir(join(out, 'deep'))).every((name) => name.startsWith('.run-1.'))).toBe(true)
  await folder.publish()
  await folder.discard()
  expect(await readdir(join(out, 'deep'))).toEqual(['run-1'])
  await rm(out, { recursive: true })
})

test('behavior: what is discarded is gone', async () => {
  const out = await mkdtemp(join(tmpdir(), 'aiigo-folder-'))
  const folder = await openRunFolder(out, 'run-1')
  await folder.discard()
  expect(await readdir(out)).toEqual([])
  await rm(out, { recursive: true })
})

test('error: a full disk, as Node and as DuckDB say it', () => {
  const causes = [
    Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
    new Error('IO Error: Could not write file "series.parquet": No space left on device'),
  ]
  for (const cause of causes) {
    const error = outputError('/runs/x', cause) as OutputError
    expect(error).toBeInstanceOf(OutputError)
    expect(error.shortMessage).toBe('The disk is full: /runs/x could not be written.')
  }
})

test('behavior: an error that is not about the folder stays what it is', () => {
  const cause = new Error('something else')
  expect(outputError('/runs/x', cause)).toBe(cause)
})
