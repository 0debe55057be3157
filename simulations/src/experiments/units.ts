import { divUp, parseEth, ResourceType } from '@aiigo/core'
import type { ResourceName } from './schema.ts'

export const resourceTypes: Readonly<Record<ResourceName, ResourceType>> = {
  gpu: ResourceType.GPU,
  cpu: ResourceType.CPU,
  network: ResourceType.Network,
  mobile: ResourceType.Mobile,
  iot: ResourceType.IoT,
}

const WAD = 10n ** 18n
const GWEI = 10n ** 9n

/** A drawn number with nine digits behind the point: more is not in the data, and integers are the same everywhere. */
function wad(value: number): bigint {
  return BigInt(Math.round(value * 1e9)) * GWEI
}

/** US dollars per hour as wei per hour, at least 1: as `quote` of @aiigo/pricing, which works out much more. */
export function weiPerHour(usdPerHour: number, ethUsd: number): bigint {
  const pricePerHour = divUp(wad(usdPerHour) * WAD, wad(ethUsd))
  return pricePerHour > 0n ? pricePerHour : 1n
}

/** ETH as wei, with nine digits behind the point. */
export function weiOf(eth: number): bigint {
  return parseEth(eth.toFixed(9))
}
