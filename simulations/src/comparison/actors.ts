import { testAccount } from '@aiigo/testing'
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

/** Who owns the market at first, takes its fees, and rules on its disputes: as the test bench deploys it. */
export const governors: readonly Hex[] = [1, 2, 3].map((index) => testAccount(index).address)

export const accounts: readonly Hex[] = [...buyers, ...providers, insider, ...strangers, hoarder]

export const actors: readonly Hex[] = [...accounts, ...refusers]

/** Everybody who has money, besides the contracts. */
export const everybody: readonly Hex[] = [...actors, ...governors]
