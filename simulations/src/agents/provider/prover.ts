import { NodeStatus, parameters } from '@aiigo/core'
import type { ChallengeState, NodeState } from '@aiigo/protocol'
import { roundUpToGrid } from '../../engine/clock.ts'
import { gamma } from '../../engine/distributions.ts'
import type { View } from '../../engine/view.ts'
import type { Command, Hex } from '../../ledgers/commands.ts'
import type { ProviderOptions } from './options.ts'
import { solveChallenge } from './solveChallenge.ts'

const DAY = 86_400

export type Prover = {
  /** Asks for a challenge when one is due. */
  issue(view: View, node: NodeState): Command[]
  /** Hands in what is solved in this tick; `isLate` is the round after the tick's block. */
  solve(view: View, node: NodeState, isLate: boolean): Command[]
}

/**
 * Proves its power: as often as it may until the challenges for trust level 2 are passed, then once a day.
 *
 * How long a challenge takes is drawn from the simulated hash rate: the time of the k-th solution is a Gamma. The nonces
 * are really solved, at the chain's small difficulty, where a computed hash stands for `hashScale` simulated ones.
 */
export function createProver({ address, hashRate, hashScale, clock, slot, chance }: ProviderOptions): Prover {
  const luck = chance.split('challenges')
  let pending: { challenge: ChallengeState; at: number } | undefined

  function begin(challenge: ChallengeState) {
    const secondsPerSolution = (Number(challenge.difficulty) * hashScale) / hashRate
    const solvedAt = challenge.issuedAt + gamma(luck, challenge.solutions, secondsPerSolution)
    return { challenge, at: roundUpToGrid(clock, solvedAt, slot) }
  }

  return {
    issue(view, node) {
      const { status, openChallenge, proof, challengesPassed } = node
      if (openChallenge || (status !== NodeStatus.Pending && status !== NodeStatus.Active)) return []
      const interval = Number(view.state.parameters.challengeInterval)
      const isRegular = challengesPassed >= Number(parameters.level2Challenges)
      const wait = isRegular ? Math.max(interval, DAY) : interval
      const isDue = proof.challengeCount === 0 || view.time >= proof.lastIssuedAt + wait
      return isDue ? [{ name: 'issueChallenge', from: address, args: { nodeId: node.nodeId } }] : []
    },

    solve(view, node, isLate) {
      const challenge = node.openChallenge && view.state.challenges.get(node.openChallenge)
      if (!challenge) return []
      if (pending?.challenge.challengeId !== challenge.challengeId) pending = begin(challenge)
      const { at } = pending
      const isNow = isLate ? at > view.time && at < view.end : at <= view.time
      if (!isNow || at > challenge.deadline) return []
      const args = { challengeId: challenge.challengeId as Hex, nonces: solveChallenge(challenge) }
      return [{ name: 'submitSolutions', from: address, args, ...(isLate ? { at } : {}) }]
    },
  }
}
