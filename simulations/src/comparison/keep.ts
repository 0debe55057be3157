import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeHistory } from './file.ts'
import type { Failure } from './run.ts'
import { shrink } from './shrink.ts'

/** Makes a failure short and writes it down. @returns what is different, and how to see it again */
export async function keepFailure(failure: Failure, milliseconds: number): Promise<string> {
  const { steps, difference } = await shrink(failure, milliseconds)
  const path = join(mkdtempSync(join(tmpdir(), 'aiigo-difference-')), 'history.json')
  await writeHistory(path, steps, difference.message)
  const again = `node --conditions=aiigo-source simulations/src/comparison/main.ts replay ${path}`
  return `${difference.message}\nTo see it again: ${again}`
}
