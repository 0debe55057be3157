import type { Hex } from 'viem'
import { addressOf } from '../engine/address.ts'

function crowd(name: string, size: number): Hex[] {
  return Array.from({ length: size }, (_, i) => addressOf(`comparison/${name}/${i}`))
}

export const buyers = crowd('buyer', 8)
export const providers = crowd('provider', 24)

/** Holds every role of every contract, those that otherwise only contracts hold too. */
export const insider: Hex = addressOf('comparison/insider')

export const strangers = crowd('stranger', 4)

/** Registers as many nodes as one may. */
export const hoarder: Hex = addressOf('comparison/hoarder')

/** Contracts that take no ETH; they post, work and govern like others. */
export const refusers = crowd('refuser', 3)

export const accounts: readonly Hex[] = [...buyers, ...providers, insider, ...strangers, hoarder]

export const actors: readonly Hex[] = [...accounts, ...refusers]
