import { expect, test } from 'vitest'
import type { Progress } from '../engine/progress.ts'
import { createProgressPrinter, formatLine } from './progressPrinter.ts'

const running: Progress = {
  phase: 'running',
  tick: 84,
  ticks: 168,
  time: Date.UTC(2026, 0, 8, 11) / 1000,
  tasks: { posted: 1_234, paid: 1_000, failed: 3 },
  volume: 15n * 10n ** 17n,
  elapsedMs: 30_000,
}

function collector(more: object = {}) {
  const written: string[] = []
  return { written, output: { write: (text: string) => Boolean(written.push(text)), ...more } }
}

test('default', () => {
  expect(formatLine(running)).toBe('tick 84/168 · 2026-01-08 11:00 · 1,234 tasks, 1,000 paid · 1.500 ETH · 30 s left')
  expect(formatLine({ ...running, phase: 'preparing the chain', tick: 0 })).toBe('preparing the chain …')
})

test('behavior: on a terminal one line is rewritten, and never longer than it', () => {
  const { written, output } = collector({ isTTY: true, columns: 40 })
  const printer = createProgressPrinter(output, false)
  printer.show({ ...running, tick: 168 })
  printer.end()
  expect(written[0]?.startsWith('\r\u001b[2Ktick 168/168')).toBe(true)
  expect(written[0]!.length).toBe('\r\u001b[2K'.length + 39)
  expect(written[1]).toBe('\n')
})

test('behavior: elsewhere a line for each phase and each tenth', () => {
  const { written, output } = collector()
  const printer = createProgressPrinter(output, false)
  for (let tick = 0; tick <= 168; tick++) printer.show({ ...running, tick })
  printer.show({ ...running, phase: 'writing the report' })
  printer.end()
  expect(written.length).toBe(12)
  expect(written.every((line) => line.endsWith('\n'))).toBe(true)
})

test('args: quiet writes nothing', () => {
  const { written, output } = collector()
  createProgressPrinter(output, true).show(running)
  expect(written).toEqual([])
})
