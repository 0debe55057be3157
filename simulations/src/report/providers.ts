import type { ProviderSetting, RunSetting } from './observation.ts'
import { addressKey } from './units.ts'

/** The run's providers by their address, and what is known of each so far. */
export type Providers = Map<string, ProviderRecord>

export type ProviderRecord = {
  setting: ProviderSetting
  /** Tick in which it was first, and last, present: with an Active node on a machine that is switched on. */
  firstPresent: number | undefined
  lastPresent: number | undefined
}

export function createProviders(setting: RunSetting): Providers {
  return new Map(
    setting.providers.map((provider) => [
      addressKey(provider.address),
      { setting: provider, firstPresent: undefined, lastPresent: undefined },
    ]),
  )
}

export function markPresent(record: ProviderRecord, tick: number): void {
  record.firstPresent ??= tick
  record.lastPresent = tick
}
