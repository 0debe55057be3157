import type { KpiUnit } from '../targets.ts'

/** What a report puts where there is nothing to measure. */
export const NOTHING = '–'

/** 1234567 → `1,234,567`; `digits` after the point. */
export function formatNumber(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** 0.9312 → `93.1 %`. All and nothing are said only where they are so: 4,076 of 4,077 are `>99.9 %`. */
export function formatShare(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING
  if (value < 1 && value >= 0.9995) return '>99.9 %'
  if (value > 0 && value < 0.0005) return '<0.1 %'
  return `${formatNumber(value * 100, 1)} %`
}

/** Dollars as they read best: cents below 100, a small fraction of a cent with two digits. */
export function formatUsd(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.01) return `${Number(value.toPrecision(2))} USD`
  return `${formatNumber(value, Math.abs(value) < 100 ? 2 : 0)} USD`
}

/** Wei as ether with four significant digits below 1,000; kpis.json has it to the wei. */
export function formatEther(wei: string): string {
  const ether = Number(wei) / 1e18
  if (ether === 0) return '0 ETH'
  if (ether < 0.0001) return '<0.0001 ETH'
  return `${formatNumber(ether, Math.max(0, Math.min(4, 3 - Math.floor(Math.log10(ether)))))} ETH`
}

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z'] as const

/** 1.5e12 → `1.5 TH/s`. */
export function formatHashRate(value: number): string {
  const step = value < 1 ? 0 : Math.min(prefixes.length - 1, Math.floor(Math.log10(value) / 3))
  return `${Number((value / 1000 ** step).toPrecision(3))} ${prefixes[step]}H/s`
}

/** 604800 → `7 days`. */
export function formatDuration(seconds: number): string {
  const [size, word] = seconds >= 86_400 ? [86_400, 'day'] : seconds >= 3_600 ? [3_600, 'hour'] : [60, 'minute']
  const count = Number((seconds / size).toFixed(1))
  return `${formatNumber(count, Number.isInteger(count) ? 0 : 1)} ${word}${count === 1 ? '' : 's'}`
}

/** Unix seconds as `2026-01-05 00:00 UTC`. */
export function formatTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A KPI's value or its target, with its unit where the label does not say it. */
export function formatKpi(value: number | null, unit: KpiUnit): string {
  if (value === null) return NOTHING
  if (unit === 'share') return formatShare(value)
  if (unit === 'H/s') return formatHashRate(value)
  if (unit === 'USD a month') return formatUsd(value)
  return formatNumber(value)
}

/** A Year-1 target; each is a lower bound. */
export function formatTarget(target: number, unit: KpiUnit): string {
  if (unit === 'share') return `over ${formatNumber(target * 100)} %`
  if (unit === 'USD a month') return `${formatNumber(target)} USD`
  return unit === 'H/s' ? formatHashRate(target) : `${formatNumber(target)}+`
}
