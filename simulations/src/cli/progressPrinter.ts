import type { WriteStream } from 'node:tty'
import { formatEth } from '@aiigo/core'
import type { Progress } from '../engine/progress.ts'

export type ProgressPrinter = {
  show(progress: Progress): void
  /** Ends the line that is being rewritten. */
  end(): void
}

type Output = Pick<WriteStream, 'write'> & { isTTY?: boolean; columns?: number }

/** On a terminal one line that is rewritten, otherwise a line for each phase and each tenth of the ticks. */
export function createProgressPrinter(output: Output, isQuiet: boolean): ProgressPrinter {
  if (isQuiet) return { show() {}, end() {} }
  return output.isTTY ? rewriting(output) : appending(output)
}

/** Milliseconds between two changes of the line: what an eye can follow. */
const REWRITE_EVERY = 100

function rewriting(output: Output): ProgressPrinter {
  let writtenAt = 0
  let isOpen = false
  return {
    show(progress) {
      const now = performance.now()
      if (progress.phase === 'running' && progress.tick < progress.ticks && now - writtenAt < REWRITE_EVERY) return
      writtenAt = now
      isOpen = true
      output.write(`\r\u001b[2K${formatLine(progress).slice(0, (output.columns ?? 80) - 1)}`)
    },
    end() {
      if (isOpen) output.write('\n')
      isOpen = false
    },
  }
}

function appending(output: Output): ProgressPrinter {
  let last = ''
  return {
    show(progress) {
      const { phase, tick, ticks } = progress
      const key = phase === 'running' ? `${phase} ${Math.floor((tick * 10) / ticks)}` : phase
      if (key === last || (phase === 'running' && tick === 0)) return
      last = key
      output.write(`${formatLine(progress)}\n`)
    },
    end() {},
  }
}

/** One line about a run: where it is, what happened so far, how long it will take. */
export function formatLine({ phase, tick, ticks, time, tasks, volume, elapsedMs }: Progress): string {
  if (phase !== 'running' || tick === 0) return `${phase} …`
  const date = new Date(time * 1000).toISOString().slice(0, 16).replace('T', ' ')
  const left = Math.ceil((elapsedMs * (ticks - tick)) / tick / 1000)
  const count = (value: number) => value.toLocaleString('en-US')
  return [
    `tick ${tick}/${ticks}`,
    date,
    `${count(tasks.posted)} tasks, ${count(tasks.paid)} paid`,
    `${Number(formatEth(volume)).toFixed(3)} ETH`,
    `${left} s left`,
  ].join(' · ')
}
