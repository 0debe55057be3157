import { readFile, writeFile } from 'node:fs/promises'
import { BaseError } from '@aiigo/core'
import { isAddress } from 'viem'
import { type Call, encodeCall, functionOf } from './call.ts'
import { isBalanced, type Step } from './run.ts'

/** A history that ended in a difference, for another day. */
export async function writeHistory(path: string, steps: readonly Step[], difference: string): Promise<void> {
  const tagged = (_: string, one: unknown) => (typeof one === 'bigint' ? { bigint: `${one}` } : one)
  await writeFile(path, `${JSON.stringify({ difference, steps }, tagged, 1)}\n`)
}

/** @throws HistoryFileError */
export async function readHistory(path: string): Promise<{ steps: readonly Step[] }> {
  try {
    const history = JSON.parse(await readFile(path, 'utf8'), (_, one) =>
      typeof one?.bigint === 'string' ? BigInt(one.bigint) : one,
    )
    return { steps: stepsIn(history?.steps) }
  } catch (cause) {
    throw new HistoryFileError(path, (cause as Error).message)
  }
}

function stepsIn(steps: unknown): readonly Step[] {
  if (!Array.isArray(steps)) throw new Error('no list of steps in it')
  for (const [i, step] of steps.entries()) requireStep(step, i)
  if (!isBalanced(steps)) throw new Error('it goes back where nothing is marked')
  return steps
}

function requireStep(step: { mark?: unknown; back?: unknown; block?: unknown } | null, at: number): void {
  const { mark, back, block } = step ?? {}
  const isAlone = Object.keys(step ?? {}).length === 1
  if (isAlone && (mark === true || back === true)) return
  const { time, calls } = (block ?? {}) as { time?: unknown; calls?: unknown }
  if (!isAlone || !Number.isSafeInteger(time) || !Array.isArray(calls))
    throw new Error(`step ${at} is no block, mark or way back`)
  const wrong = calls.findIndex((call) => !isCall(call))
  if (wrong >= 0) throw new Error(`call ${wrong} of step ${at} is no call of the contracts`)
}

/** Of what kind an argument is, the encoder knows; a text that is not there it takes for an empty one. */
function isCall(call: Call | null): boolean {
  if (!call || typeof call.value !== 'bigint' || !isAddress(call.from, { strict: false })) return false
  try {
    encodeCall(call)
    return functionOf(call).inputs.every(({ name }) => Object.hasOwn(call.args, name!))
  } catch {
    return false
  }
}

/** There is no history to replay in the file. */
export class HistoryFileError extends BaseError {
  override name = 'HistoryFileError'

  constructor(path: string, seen: string) {
    super('There is no history in this file.', {
      details: [`File: ${path}`, `Seen: ${seen}`],
      hint: 'Give a file that `run` wrote where contracts and twin differed: its message names the path.',
    })
  }
}
