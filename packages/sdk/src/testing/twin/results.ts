import type { MarketEvent, MarketState } from '@aiigo/protocol'
import type { Hex } from 'viem'
import type { DecodedCall } from './codec.ts'

/** What a writing function of the market returns: its events say it, or the call itself. */
export function resultOf(state: MarketState, { item, args }: DecodedCall, events: readonly MarketEvent[]): unknown {
  const { name } = item
  if (name === 'registerNode') return argsOf(events, 'NodeRegistered')?.nodeId
  if (name === 'issueChallenge') return argsOf(events, 'ChallengeSpecified')?.challengeId
  if (name.startsWith('submitSolution')) return argsOf(events, 'ChallengeSolved') !== undefined
  if (name === 'createTask' || name.startsWith('postTask')) return argsOf(events, 'TaskCreated')?.taskId
  if (name === 'deposit' || name === 'depositToken') return args.taskId
  const node = state.nodes.get(args.nodeId as Hex)
  if (name === 'openTask') return node?.ownerNonce
  if (name === 'openChallenge') return [node?.owner, BigInt(node?.ownerNonce ?? 0), node?.resourceType, node?.status]
  return undefined
}

function argsOf<name extends MarketEvent['name']>(
  events: readonly MarketEvent[],
  name: name,
): Extract<MarketEvent, { name: name }>['args'] | undefined {
  return events.find((event) => event.name === name)?.args as never
}
