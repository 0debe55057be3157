import { NodeStatus, parameters } from '@aiigo/core'
import { solve } from '@aiigo/pow'
import type { ChallengeState, NodeState } from '@aiigo/protocol'
import type { Chance } from '../../engine/chance.ts'
import { roundUpToGrid } from '../../engine/clock.ts'
import { gamma } from '../../engine/distributions.ts'
import type { View } from '../../engine/view.ts'
import { type CommandList, NOTHING } from './commandList.ts'
import type { ProviderOptions } from './options.ts'

const DAY = 86_400

/**
 * Proves its power: as often as it may until the challenges for trust level 2 are passed, then once a day.
 *
 * How long a challenge takes is drawn from the simulated hash rate: the time of the k-th solution is a Gamma. The nonces
 * are really solved, at the chain's small difficulty, where a computed hash stands for `hashScale` simulated ones.
 */
export class Prover {
  private readonly options: ProviderOptions
  private readonly luck: Chance
  private pending: { challenge: ChallengeState; nonces: readonly bigint[]; at: number } | undefined

  constructor(options: ProviderOptions) {
    this.options = options
    this.luck = options.chance.split('challenges')
  }

  /** Asks for a challenge when one is due. */
  issue(view: View, node: NodeState): CommandList {
    const { status, openChallenge, nodeId } = node
    const isWorking = status === NodeStatus.Pending || status === NodeStatus.Active
    if (openChallenge || !isWorking || !this.isDue(view, node)) return NOTHING
    return [{ name: 'issueChallenge', from: this.options.address, args: { nodeId } }]
  }

  /** Solves a challenge that it has not seen before, and draws how long the simulated machine takes for it. */
  prepare(view: View, node: NodeState): Promise<void> | undefined {
    const challenge = node.openChallenge && view.state.challenges.get(node.openChallenge)
    if (!challenge || this.pending?.challenge.challengeId === challenge.challengeId) return undefined
    return this.solveIt(challenge)
  }

  /** Hands in what is solved in this tick; `isLate` is the round after the tick's block. */
  submit(view: View, node: NodeState, isLate: boolean): CommandList {
    if (!this.pending || this.pending.challenge.challengeId !== node.openChallenge) return NOTHING
    const { challenge, nonces, at } = this.pending
    const isNow = isLate ? at > view.time && at < view.end : at <= view.time
    if (!isNow || at > challenge.deadline) return NOTHING
    const args = { challengeId: challenge.challengeId, nonces }
    return [{ name: 'submitSolutions', from: this.options.address, args, ...(isLate ? { at } : {}) }]
  }

  /** By the clock, as a provider's scheduler would: at full intervals after the start of the run, the first one at once. */
  private isDue({ time, end, state }: View, { proof, challengesPassed }: NodeState): boolean {
    const { proofs, clock } = this.options
    if (proof.challengeCount === 0) return true
    if (proofs !== undefined && time < proof.lastIssuedAt + proofs) return false
    const interval = Number(state.parameters.challengeInterval)
    const usual = challengesPassed >= Number(parameters.level2Challenges) ? Math.max(interval, DAY) : interval
    const wait = proofs === undefined ? usual : Math.max(interval, proofs)
    const isFullHour = interval === 0 || (time - clock.start) % interval < end - time
    return isFullHour && time >= proof.lastIssuedAt + wait
  }

  // Nonces from 1: the chain takes only those above the last one, which is 0 at first.
  private solveIt(challenge: ChallengeState): Promise<void> | undefined {
    const at = this.drawTime(challenge)
    const { seed, difficulty, solutions } = challenge
    const keep = (nonces: readonly bigint[] = []) => {
      this.pending = { challenge, nonces, at }
    }
    // Every hash is below the target: there is nothing to search for.
    if (difficulty === 1n) return keep(Array.from({ length: solutions }, (_, i) => BigInt(i + 1))) as undefined
    const search = { seed, difficulty, count: solutions, start: 1n, workers: 0 }
    return solve(search).then((solution) => keep(solution?.nonces))
  }

  private drawTime({ difficulty, solutions, issuedAt }: ChallengeState): number {
    const { hashRate, hashScale, clock, slot } = this.options
    const secondsPerSolution = (Number(difficulty) * hashScale) / hashRate
    return roundUpToGrid(clock, issuedAt + gamma(this.luck, solutions, secondsPerSolution), slot)
  }
}
