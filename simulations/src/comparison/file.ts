import { readFile, writeFile } from 'node:fs/promises'
import { BaseError } from '@aiigo/core'
import type { Step } from './run.ts'

/** A history that ended in a difference, for another day. */
export async function writeHistory(path: string, steps: readonly Step[], difference: string): Promise<void> {
  const tagged = (_: string, one: unknown) => (typeof one === 'bigint' ? { bigint: `${one}` } : one)
  await writeFile(path, `${JSON.stringify({ difference, steps }, tagged, 1)}\n`)
}

/** @throws HistoryFileError */
export async function readHistory(path: string): Promise<{ difference: string; steps: readonly Step[] }> {
  try {
    const history = JSON.parse(await readFile(path, 'utf8'), (_, one) =>
      typeof one?.bigint === 'string' ? BigInt(one.bigint) : one,
    )
    if (Array.isArray(history?.steps)) return history
  } catch (cause) {
    throw new HistoryFileError(path, (cause as Error).message)
  }
  throw new HistoryFileError(path, 'no list of steps in it')
}

/** There is no history to replay in the file. */
export class HistoryFileError extends BaseError {
  override name = 'HistoryFileError'

  constructor(path: string, seen: string) {
    super('There is no history in this file.', {
      details: [`File: ${path}`, `Seen: ${seen}`],
      hint: 'Give a file that `run` wrote where contracts and twin differed; its message ends with the path.',
    })
  }
}
