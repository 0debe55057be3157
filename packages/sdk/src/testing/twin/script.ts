import type { Address } from 'viem'
import { type ArbitratorScript, arbitratorActor } from './scriptedArbitrator.ts'
import { type ProviderScript, providerActor } from './scriptedProvider.ts'
import type { World } from './world.ts'

/**
 * Actors that act by themselves, in blocks of their own, before the transaction that concerns them returns. Each method
 * returns a function that takes the actor away. What a script throws comes out of the call that it was asked in.
 */
export type MarketScript = {
  /**
   * A provider that takes each open task that one of its nodes may take, and delivers. It does not bid; a task that its bid
   * won it starts and delivers.
   *
   * @example market.script.provider(market.provider, { accept: ({ maxPrice }) => maxPrice >= parseEth('0.01') })
   */
  provider(user: { address: Address }, script?: ProviderScript): () => void
  /**
   * The market's arbitrator rules as the function says, when a dispute is opened and again with each evidence; undefined
   * leaves it open.
   *
   * @example market.script.arbitrator(({ evidence }) => (evidence[0] ? { outcome: DisputeOutcome.BuyerWins } : undefined))
   */
  arbitrator(script: ArbitratorScript): () => void
}

export function createScript(world: World): MarketScript {
  return {
    provider: ({ address }, script = {}) => join(world, providerActor(world, address, script)),
    arbitrator: (script) => join(world, arbitratorActor(world, script)),
  }
}

function join({ actors }: World, actor: () => boolean): () => void {
  actors.add(actor)
  return () => {
    actors.delete(actor)
  }
}
