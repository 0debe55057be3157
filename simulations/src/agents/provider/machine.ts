import type { Chance } from '../../engine/chance.ts'
import { isWithinHours } from '../../engine/clock.ts'
import { bernoulli } from '../../engine/distributions.ts'
import type { ProviderOptions } from './options.ts'

/** Whether the machine takes work: its hours, and its luck, drawn once a tick. Ask with times that do not go back. */
export class Machine {
  private readonly luck: Chance
  private readonly availability: number
  private readonly from: number
  private readonly to: number
  private drawnAt = -1
  private isUp = false

  constructor({ hours, availability, chance }: ProviderOptions) {
    this.luck = chance.split('availability')
    this.availability = availability
    this.from = hours[0] % 24
    this.to = hours[1] % 24
  }

  isOnline(time: number): boolean {
    if (time > this.drawnAt) {
      this.drawnAt = time
      this.isUp = bernoulli(this.luck, this.availability)
    }
    return this.isUp && isWithinHours(time, this.from, this.to)
  }
}
