import { computePower, nextDifficulty } from '@aiigo/core'
import type { MarketEvent } from '../events.ts'
import type { Address, Hex } from '../hex.ts'
import type { MarketState } from '../state.ts'

// What ProofOfWorkVerifier's views answer: the same names as the actions of @aiigo/clients, the same fields and types as
// viem gives. The state keeps no challenge that ended; whoever answers for those too keeps a history beside it.

/** `getChallengeDetails`: times in Unix seconds, power in 1e-18 TFLOPS. */
export type ChallengeDetails = {
  challengeId: Hex
  nodeId: Hex
  owner: Address
  seed: Hex
  difficulty: bigint
  issuedAt: bigint
  deadline: bigint
  solutions: bigint
  solved: bigint
  lastNonce: bigint
  /** On the wire: 1 open, 2 solved, 3 failed. */
  status: number
  endedAt: bigint
  verifiedPower: bigint
}

/** Every challenge that there was, in the order of issue. */
export type ChallengeHistory = Map<Hex, ChallengeDetails>

const [OPEN, SOLVED, FAILED] = [1, 2, 3]
const HISTORY_LENGTH = 16

/**
 * The history after one more event; it changes `history` in place.
 *
 * @example for (const event of log) rememberChallenge(history, event)
 */
export function rememberChallenge(history: ChallengeHistory, event: MarketEvent): void {
  if (event.name === 'ChallengeSpecified') history.set(event.args.challengeId, issued(event))
  if (event.name === 'ChallengeProgressed') {
    const { challengeId, solved, lastNonce } = event.args
    change(history, challengeId, { solved, lastNonce })
  }
  if (event.name === 'ChallengeSolved') {
    const { challengeId, verifiedPower } = event.args
    const solved = history.get(challengeId)?.solutions ?? 0n
    change(history, challengeId, { solved, status: SOLVED, verifiedPower, endedAt: BigInt(event.time) })
  }
  if (event.name === 'ChallengeFailed')
    change(history, event.args.challengeId, { status: FAILED, endedAt: BigInt(event.time) })
  if (event.name === 'ProofUpdated') rememberFailedPower(history, event)
}

function issued({ args }: MarketEvent<'ChallengeSpecified'>): ChallengeDetails {
  const { forced: _, ...details } = args
  return { ...details, solved: 0n, lastNonce: 0n, status: OPEN, endedAt: 0n, verifiedPower: 0n }
}

function change(history: ChallengeHistory, challengeId: Hex, changed: Partial<ChallengeDetails>): void {
  const details = history.get(challengeId)
  if (details) history.set(challengeId, { ...details, ...changed })
}

/** A failure does not say what power it left: that follows from the pool, which the next event says. */
function rememberFailedPower(history: ChallengeHistory, { args, time }: MarketEvent<'ProofUpdated'>): void {
  const last = challengesOf(history, args.nodeId).at(-1)
  if (last?.status !== FAILED || last.endedAt !== BigInt(time)) return
  change(history, last.challengeId, { verifiedPower: computePower(args.pooledWork, args.pooledTime) })
}

/** `getChallengeDetails`: undefined where the contract reverts. */
export function getChallengeDetails(history: ChallengeHistory, challengeId: Hex): ChallengeDetails | undefined {
  return history.get(challengeId)
}

/** `getChallenge`: the seed design's struct; undefined where the contract reverts. */
export function getChallenge(history: ChallengeHistory, challengeId: Hex) {
  const details = history.get(challengeId)
  if (!details) return undefined
  const { nodeId, seed, difficulty, issuedAt, deadline, status, endedAt } = details
  const completed = status === SOLVED
  const solutionTime = completed ? endedAt - issuedAt : 0n
  return { challengeId, nodeId, seed, difficulty, issuedAt, deadline, completed, solutionTime }
}

/** `getVerificationHistory`: the newest 16 challenges of a node that ended, the oldest of them first. */
export function getVerificationHistory(history: ChallengeHistory, nodeId: Hex) {
  return challengesOf(history, nodeId)
    .filter(({ status }) => status !== OPEN)
    .slice(-HISTORY_LENGTH)
    .map(({ verifiedPower, endedAt, status }) => {
      return { nodeId, verifiedPower, timestamp: endedAt, passed: status === SOLVED }
    })
}

function challengesOf(history: ChallengeHistory, nodeId: Hex): ChallengeDetails[] {
  return [...history.values()].filter((details) => details.nodeId === nodeId)
}

/** `nextDifficulty`: expected hashes for one solution of the node's next challenge; undefined where the contract reverts. */
export function getNextDifficulty(state: MarketState, nodeId: Hex): bigint | undefined {
  const node = state.nodes.get(nodeId)
  if (!node) return undefined
  const { lastDifficulty, pooledWork, pooledTime } = node.proof
  const { initialDifficulty, solutionsPerChallenge, challengeTargetTime } = state.parameters
  if (lastDifficulty === 0n) return initialDifficulty[node.resourceType]
  return nextDifficulty({
    difficulty: lastDifficulty,
    pooled: { work: pooledWork, time: pooledTime },
    solutions: solutionsPerChallenge,
    targetTime: challengeTargetTime,
  })
}

/** `nextChallengeAt`: the second from which on the node's owner may have its next challenge issued; 0n before the first. */
export function getNextChallengeAt(state: MarketState, nodeId: Hex): bigint {
  const proof = state.nodes.get(nodeId)?.proof
  if (!proof || proof.challengeCount === 0) return 0n
  return BigInt(proof.lastIssuedAt) + state.parameters.challengeInterval
}
