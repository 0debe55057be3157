import { readFile, writeFile } from 'node:fs/promises'
import type { Step } from './run.ts'

/** A history that ended in a difference, for another day. */
export async function writeHistory(path: string, steps: readonly Step[], difference: string): Promise<void> {
  const tagged = (_: string, one: unknown) => (typeof one === 'bigint' ? { bigint: `${one}` } : one)
  await writeFile(path, `${JSON.stringify({ difference, steps }, tagged, 1)}\n`)
}

export async function readHistory(path: string): Promise<{ difference: string; steps: readonly Step[] }> {
  const text = await readFile(path, 'utf8')
  return JSON.parse(text, (_, one) => (typeof one?.bigint === 'string' ? BigInt(one.bigint) : one))
}
