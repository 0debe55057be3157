import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './makeFolder.ts'
import { OutputError, openRunFolder } from './runFolder.ts'

test('default', async () => {
  const root = await mkdtemp(join(tmpdir(), 'aiigo-make-'))
  const deep = join(root, 'a', 'b', 'c')
  await makeFolder(deep)
  await makeFolder(deep)
  expect((await stat(deep)).isDirectory()).toBe(true)
  await rm(root, { recursive: true })
})

test('error: a file is in the way, or above it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'aiigo-make-'))
  const file = join(root, 'file')
  await writeFile(file, '')
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(join(file, 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  await rm(root, { recursive: true })
})

const hasProc = existsSync('/proc/self')
if (!hasProc) console.log('skipped: this system has no /proc, where no folder can be made')

test.skipIf(!hasProc)('error: a place that takes no folders is said at once', async () => {
  await expect(makeFolder('/proc/x')).rejects.toMatchObject({ code: 'ENOTSUP' })
  const error = await openRunFolder('/proc/x', 'run-1').catch((error) => error)
  expect(error).toBeInstanceOf(OutputError)
  expect(error.shortMessage).toBe('The folder /proc/x/run-1 is where no folder can be made.')
  expect(error.hint).toContain('--out')
})
