import { hashWords } from '@aiigo/core'
import type { Address, Hex } from './hex.ts'
import type { MarketDeployment } from './state.ts'

// The contracts' ids: each is keccak256(abi.encode(…)) of words.

export function nodeIdOf({ chainId, nodeRegistry }: MarketDeployment, owner: Address, ownerNonce: number): Hex {
  return hashWords(chainId, nodeRegistry, owner, ownerNonce)
}

export function taskIdOf({ chainId, taskMarketplace }: MarketDeployment, buyer: Address, salt: Hex): Hex {
  return hashWords(chainId, taskMarketplace, buyer, salt)
}

const countedSalts: Hex[] = []
const MOST_KEPT = 10_000

/** The salt of a buyer's task that comes without one. Many buyers count from 0: the first ones are hashed once. */
export function countedSaltOf(count: number): Hex {
  if (count >= MOST_KEPT) return hashWords(count)
  countedSalts[count] ??= hashWords(count)
  return countedSalts[count]
}

/** @param number how many challenges the node has had before */
export function challengeIdOf({ chainId, proofOfWorkVerifier }: MarketDeployment, nodeId: Hex, number: number): Hex {
  return hashWords(chainId, proofOfWorkVerifier, nodeId, number)
}

export function challengeSeedOf(
  block: { prevrandao: Hex; blockHash: Hex },
  challengeId: Hex,
  nodeId: Hex,
  owner: Address,
): Hex {
  return hashWords(block.prevrandao, block.blockHash, challengeId, nodeId, owner)
}

export function commitmentOf(
  { chainId, taskMarketplace }: MarketDeployment,
  bid: { taskId: Hex; nodeId: Hex; owner: Address; pricePerHour: bigint; salt: Hex },
): Hex {
  const { taskId, nodeId, owner, pricePerHour, salt } = bid
  return hashWords(chainId, taskMarketplace, taskId, nodeId, owner, pricePerHour, salt)
}
