import {
  expireChallenge,
  type GetChallengeDetailsReturnType,
  type GetVerificationHistoryReturnType,
  getChallengeDetails,
  getNextChallengeAt,
  getVerificationHistory,
} from '@aiigo/clients'
import type { Hex } from 'viem'
import { type CallOptions, type Context, type Done, done } from './context.ts'
import { type ProveOptions, type ProveResult, prove } from './prove.ts'

export type Challenges = {
  /** Proves a node's power: has a challenge issued, or takes up the open one, solves it and hands the solutions in. */
  prove(nodeId: Hex, options?: ProveOptions): Promise<ProveResult>
  /** Everything about a challenge. */
  get(challengeId: Hex, options?: CallOptions): Promise<GetChallengeDetailsReturnType>
  /** The newest 16 finished challenges of a node, the oldest of them first. */
  history(nodeId: Hex, options?: CallOptions): Promise<GetVerificationHistoryReturnType>
  /** The second from which on the node's owner may have the next challenge issued. */
  nextAt(nodeId: Hex, options?: CallOptions): Promise<bigint>
  /** Fails a challenge that was left unsolved, after its deadline. Anyone may. */
  expire(challengeId: Hex, options?: CallOptions): Promise<Done>
}

/** The methods of `aiigo.challenges`. Each waits for its transactions and throws the decoded error, after an abort the signal's reason. */
export function createChallenges(context: Context): Challenges {
  const { client, deployment } = context
  return {
    prove: (nodeId, options) => prove(context, nodeId, options),
    get: (challengeId, options) => getChallengeDetails(client, deployment, { challengeId, ...options }),
    history: (nodeId, options) => getVerificationHistory(client, deployment, { nodeId, ...options }),
    nextAt: (nodeId, options) => getNextChallengeAt(client, deployment, { nodeId, ...options }),
    expire: (challengeId, options) =>
      done(context, expireChallenge(client, deployment, { challengeId, ...options }), options),
  }
}
