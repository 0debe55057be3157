import type { ResourceType } from '@aiigo/core'

/** Simulated hashes that one computed hash stands for, by resource type. */
export type HashScale = Readonly<Record<ResourceType, number>>

const BILLION = 1_000_000_000
const NANO_TFLOPS = 10n ** 9n

/**
 * Simulated TFLOPS as the power that the chain measures, in 1e-18 TFLOPS: divided by the hash scale, because the chain
 * sees only the hashes that are really computed.
 */
export function chainPower(tflops: number, resource: ResourceType, scale: HashScale): bigint {
  return (BigInt(Math.round(tflops * BILLION)) * NANO_TFLOPS) / BigInt(scale[resource])
}
