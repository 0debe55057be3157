import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeHistory } from './file.ts'
import type { Failure, PairOptions } from './run.ts'
import { shrink } from './shrink.ts'

/** Makes a failure short and writes it down. @returns what is different, and how to see it again */
export async function keepFailure(failure: Failure, milliseconds: number, options: PairOptions = {}): Promise<string> {
  const { steps, difference } = await shrink(failure, milliseconds, options)
  const path = join(mkdtempSync(join(tmpdir(), 'aiigo-difference-')), 'history.json')
  await writeHistory(path, steps, difference.message)
  const again = `node --conditions=aiigo-source simulations/src/comparison/main.ts replay ${path} --evm ${options.evm ?? 'anvil'}`
  return `${difference.message}\nTo see it again: ${again}`
}
