import type { ThinLine } from './thin.ts'

/** Names of colours in report.css, so that a tier or a state has one colour everywhere, in the light and in the dark. */
export type Colour =
  | `tier-${1 | 2 | 3}`
  | `trust-${0 | 1 | 2 | 3 | 4}`
  | `group-${'gpu' | 'cpu' | 'network' | 'mobile' | 'iot' | 'platform'}`
  | `task-${'open' | 'assigned' | 'in-progress' | 'completed' | 'disputed' | 'verified' | 'cancelled' | 'failed'}`
  | `series-${1 | 2 | 3 | 4 | 5 | 6 | 7}`
  | `money-${'buyers' | 'escrow' | 'providers' | 'platform' | 'refunds' | 'stakes' | 'treasury'}`
  | 'quiet'

/** How report.js writes a chart's values. */
export type ChartUnit = 'count' | 'share' | 'usd' | 'usdPerHour' | 'usdPerMonth'

export type Line = ThinLine & { name: string; colour: Colour }

/** What is drawn, without a word on how: report.js makes an ECharts option of it, in the colours of the page. */
export type Drawing =
  | {
      kind: 'lines'
      unit: ChartUnit
      lines: Line[]
      stacked?: boolean
      peaks?: Line
      reference?: { value: number; name: string }
    }
  | { kind: 'bars'; unit: ChartUnit; times: number[]; bars: { name: string; colour: Colour; values: number[] }[] }
  | { kind: 'boxes'; unit: ChartUnit; groups: string[]; boxes: { name: string; colour: Colour; values: number[][] }[] }
  | {
      kind: 'flow'
      unit: ChartUnit
      nodes: { name: string; colour: Colour }[]
      links: { source: string; target: string; value: number }[]
    }

/** One chart with its words. Without a drawing `see` says why there is nothing to draw. */
export type Chart = {
  id: string
  title: string
  /** One sentence that says what to see. */
  see: string
  drawing: Drawing | undefined
  /** Pixels. */
  height?: number
  /** Two in a row share the width of a wide screen. */
  isHalf?: boolean
  /** HTML that says the same in figures. */
  table?: string
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
