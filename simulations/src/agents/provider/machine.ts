import { isWithinHours } from '../../engine/clock.ts'
import { bernoulli } from '../../engine/distributions.ts'
import type { ProviderOptions } from './options.ts'

export type Machine = { isOnline(time: number): boolean }

/** Whether the machine takes work: its hours, and its luck, drawn once a tick. Ask with times that do not go back. */
export function createMachine({ hours, availability, chance }: ProviderOptions): Machine {
  const luck = chance.split('availability')
  const [from, to] = [hours[0] % 24, hours[1] % 24]
  let drawnAt = Number.NEGATIVE_INFINITY
  let isUp = false
  return {
    isOnline(time) {
      if (time > drawnAt) {
        drawnAt = time
        isUp = bernoulli(luck, availability)
      }
      return isUp && isWithinHours(time, from, to)
    },
  }
}
