import { join, relative } from 'node:path'
import type { Statistics } from '../engine/simulate.ts'
import { runScenario } from '../experiments/runScenario.ts'
import type { LedgerName } from '../experiments/schema.ts'
import { formatSummary } from '../report/index.ts'
import { onInterrupt } from './interrupt.ts'
import { printError } from './printError.ts'
import { createProgressPrinter } from './progressPrinter.ts'

export type RunFlags = {
  seed?: number
  out: string
  trace?: string
  ledger?: LedgerName
  verify?: boolean
  port?: number
  quiet?: boolean
  verbose?: boolean
}

/** `aiigo-sim run`: sets the exit code, and says one thing about an error. */
export async function run(given: string, flags: RunFlags): Promise<void> {
  const { seed, out, trace, ledger, verify = false, port, quiet = false, verbose } = flags
  const interrupt = onInterrupt()
  const printer = createProgressPrinter(process.stderr, quiet)
  try {
    const outcome = await runScenario({
      scenario: given,
      ...(seed === undefined ? {} : { seed }),
      out,
      ...(trace === undefined ? {} : { trace }),
      ...(ledger === undefined ? {} : { ledger }),
      verify,
      ...(port === undefined ? {} : { port }),
      signal: interrupt.signal,
      onProgress: printer.show,
    })
    printer.end()
    const report = shortPath(join(outcome.folder, 'report.html'))
    if (quiet) console.log(report)
    else console.log(`\n${formatSummary(outcome.kpis)}\n${formatRefused(outcome.statistics)}\nReport: ${report}`)
  } catch (error) {
    printer.end()
    printError(error, verbose ?? Boolean(process.env.DEBUG))
    process.exitCode = interrupt.exitCode ?? 1
  } finally {
    interrupt.forget()
  }
}

/** As short as it can be and still be opened from here. */
function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return fromHere.startsWith('..') ? path : fromHere
}

function formatRefused({ commands, rejections }: Statistics): string {
  const reasons = Object.entries(rejections).map(([reason, count]) => `${count} × ${reason}`)
  const total = Object.values(rejections).reduce((sum, count) => sum + count, 0)
  const counts = `${total.toLocaleString('en-US')} of ${commands.toLocaleString('en-US')} commands were refused`
  return reasons.length === 0
    ? `Commands: ${commands.toLocaleString('en-US')}, none refused`
    : `Commands: ${counts} (${reasons.join(', ')})`
}
