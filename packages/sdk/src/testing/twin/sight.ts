import type { Page } from '@aiigo/protocol'
import type { Address, Hex } from 'viem'
import type { Args, ContractName } from './codec.ts'
import type { Market, World } from './world.ts'

/** When and on what a view looks. */
export type Sight = { world: World; market: Market; time: number; contract: ContractName }

/** What views answer, by name, with their arguments by the names that Solidity gives them. */
export type Views = Record<string, (sight: Sight, args: never) => unknown>

/** A view reverts with this custom error. */
export class ViewRefusal {
  readonly errorName: string
  readonly args: Args

  constructor(errorName: string, args: Args) {
    this.errorName = errorName
    this.args = args
  }
}

export type OfNode = { nodeId: Hex }
export type OfTask = { taskId: Hex }
export type OfChallenge = { challengeId: Hex }
export type OfType = Partial<Page> & { resourceType: 0 | 1 | 2 | 3 | 4 }
export type OfOwner = Partial<Page> & { owner: Address }

export function known<value>(value: value | undefined, errorName: string, args: Args): value {
  if (value === undefined) throw new ViewRefusal(errorName, args)
  return value
}

export const knownNode = <value>(value: value | undefined, { nodeId }: OfNode): value =>
  known(value, 'NodeRegistry_UnknownNode', { nodeId })

export const knownTask = <value>(value: value | undefined, { taskId }: OfTask): value =>
  known(value, 'TaskMarketplace_UnknownTask', { taskId })

export const knownChallenge = <value>(value: value | undefined, { challengeId }: OfChallenge): value =>
  known(value, 'ProofOfWorkVerifier_UnknownChallenge', { challengeId })

/** The overloads without a page answer the whole list. */
export function pageOf({ offset, limit }: Partial<Page>): Page | undefined {
  return offset === undefined || limit === undefined ? undefined : { offset, limit }
}
