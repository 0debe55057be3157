import type { MarketEvent } from '../events.ts'
import { challengeOf, fits, type Handlers, isNew, nodeOf } from '../fit.ts'
import type { EndedChallengeStatus, MarketState } from '../state.ts'

type ChallengeEvents =
  | 'ChallengeIssued'
  | 'ChallengeSpecified'
  | 'ChallengeProgressed'
  | 'ChallengeSolved'
  | 'ChallengeFailed'
  | 'ProofUpdated'

/** Where a challenge stands, as on the wire. */
export const ChallengeStatus = { None: 0, Open: 1, Solved: 2, Failed: 3 } as const

/** What ProofOfWorkVerifier says about challenges and what they show. */
export const challengeEvents: Handlers<ChallengeEvents> = {
  // The seed design's event; ChallengeSpecified beside it says everything.
  ChallengeIssued(state, event) {
    nodeOf(state, event)
  },

  ChallengeSpecified(state, event) {
    const node = nodeOf(state, event)
    const { challengeId, nodeId, owner, seed, difficulty, solutions, issuedAt, deadline, forced } = event.args
    isNew(event, state.challenges, challengeId)
    fits(event, 'an open challenge:', undefined, node.openChallenge)
    state.challenges.set(challengeId, {
      challengeId,
      nodeId,
      owner,
      seed,
      difficulty,
      issuedAt: Number(issuedAt),
      deadline: Number(deadline),
      solutions: Number(solutions),
      solved: 0,
      lastNonce: 0n,
    })
    node.openChallenge = challengeId
    node.proof.lastDifficulty = difficulty
    node.proof.lastIssuedAt = Number(issuedAt)
    node.proof.challengeCount += 1
    if (forced) node.proof.lastForcedAt = Number(issuedAt)
  },

  ChallengeProgressed(state, event) {
    const challenge = challengeOf(state, event)
    challenge.solved = Number(event.args.solved)
    challenge.lastNonce = event.args.lastNonce
  },

  ChallengeSolved(state, event) {
    close(state, event, ChallengeStatus.Solved)
  },

  ChallengeFailed(state, event) {
    close(state, event, ChallengeStatus.Failed)
  },

  ProofUpdated(state, event) {
    const { proof } = nodeOf(state, event)
    proof.pooledWork = event.args.pooledWork
    proof.pooledTime = event.args.pooledTime
    proof.lastDifficulty = event.args.lastDifficulty
  },
}

type EndEvent = MarketEvent<'ChallengeSolved' | 'ChallengeFailed'>

function close(state: MarketState, event: EndEvent, status: EndedChallengeStatus): void {
  const challenge = challengeOf(state, event)
  const node = nodeOf(state, event)
  fits(event, 'an open challenge of the node:', challenge.challengeId, node.openChallenge)
  node.openChallenge = undefined
  state.challenges.delete(challenge.challengeId)
  state.endedChallenges.set(challenge.challengeId, status)
}
