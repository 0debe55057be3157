import { checkAmount, checkInteger, checkObject, type Integer, InvalidArgumentError, maxOf, minOf } from '@aiigo/core'

export type PriceSample = {
  /** seconds, from any origin */
  time: Integer
  /** holds from then until the next sample */
  price: bigint
}

export type TimeWindow = {
  /** seconds; by default the first sample's time */
  from?: Integer
  /** seconds; by default the last sample's time */
  to?: Integer
}

/**
 * The average of a price over a window, each sample weighted by how long it held, rounded down. A single trade counts for as
 * long as it stands, however many there are beside it. Before the first sample there is no price, and no weight. A window
 * of no length gives the price that holds at its end.
 *
 * @param samples times ascend; of two at the same time the later one holds
 * @returns undefined where no sample holds within the window
 * @throws InvalidArgumentError
 * @example timeWeightedAverage([{ time: 0, price: 10n }, { time: 30, price: 40n }], { to: 40 }) // 17n
 */
export function timeWeightedAverage(samples: readonly PriceSample[], window: TimeWindow = {}): bigint | undefined {
  const checked = checkSamples(samples)
  const { from, to } = checkWindow(checkObject('window', window), checked)
  let weighted = 0n
  let held = 0n
  let last: bigint | undefined
  for (const [i, { time, price }] of checked.entries()) {
    if (time > to) break
    last = price
    const start = maxOf(time, from)
    const end = minOf(checked[i + 1]?.time ?? to, to)
    if (end > start) {
      weighted += price * (end - start)
      held += end - start
    }
  }
  return held > 0n ? weighted / held : last
}

type Checked = { time: bigint; price: bigint }

function checkSamples(samples: readonly PriceSample[]): Checked[] {
  if (!Array.isArray(samples)) throw new InvalidArgumentError('samples', 'a list of { time, price }', samples)
  let min = 0n
  return samples.map((sample: PriceSample, i) => {
    const { time, price } = checkObject(`samples[${i}]`, sample)
    min = checkInteger(`samples[${i}].time`, time, { min })
    return { time: min, price: checkAmount(`samples[${i}].price`, price) }
  })
}

function checkWindow({ from, to }: TimeWindow, samples: readonly Checked[]): { from: bigint; to: bigint } {
  const start = from === undefined ? (samples[0]?.time ?? 0n) : checkInteger('window.from', from)
  const latest = samples.at(-1)?.time ?? 0n
  const end = to === undefined ? maxOf(latest, start) : checkInteger('window.to', to, { min: start })
  return { from: start, to: end }
}
