import { checkAmount, checkInteger, checkObject, type Integer } from './check.ts'
import { InvalidArgumentError } from './errors.ts'
import { BPS, clamp, minOf } from './integer.ts'
import { NodeStatus } from './nouns.ts'
import { parameters } from './parameters.ts'

// The mirror of contracts/src/libraries/TrustLevel.sol.

/** 0 may take no work, 1 small tasks, 2 all public tasks, 3 enterprise tasks, 4 tasks addressed to it. */
export type TrustLevel = 0 | 1 | 2 | 3 | 4

/** What a trust level depends on, in the names of the seed design's Node. */
export type TrustedNode = {
  status: NodeStatus
  /** wei */
  stakedAmount: bigint
  /** bps */
  reputation: Integer
  totalTasksCompleted: Integer
  /** lost disputes, timeouts and abandoned tasks */
  totalTasksFailed: Integer
  challengesPassed: Integer
  hasPartnerSLA?: boolean
  hasInsuranceBond?: boolean
}

/**
 * How far a node is trusted.
 *
 * @param market the market's own minimum stake in wei, where it is not the default
 * @throws InvalidArgumentError
 * @example
 * trustLevel({
 *   status: NodeStatus.Active, stakedAmount: 10n ** 18n, reputation: 5_000,
 *   totalTasksCompleted: 0, totalTasksFailed: 0, challengesPassed: 10,
 * }) // 2
 */
export function trustLevel(node: TrustedNode, market: { minimumStake?: bigint } = {}): TrustLevel {
  const checked = checkNode(node)
  const minimumStake = checkAmount(
    'minimumStake',
    checkObject('market', market).minimumStake ?? parameters.minimumStake,
  )
  const { status, stakedAmount } = checked
  if (status !== NodeStatus.Active && status !== NodeStatus.Verified && status !== NodeStatus.Inactive) return 0
  if (isPartner(checked)) return 4
  if (isTrusted(checked)) return 3
  if (isVerified(checked)) return 2
  return stakedAmount >= minimumStake ? 1 : 0
}

/**
 * Completed tasks among those completed and failed, in bps rounded down; undefined before the first task ended.
 *
 * @throws InvalidArgumentError
 * @example successRateDown(19, 1) // 9500n
 */
export function successRateDown(completed: Integer, failed: Integer): bigint | undefined {
  const successes = checkInteger('completed', completed)
  const ended = successes + checkInteger('failed', failed)
  return ended === 0n ? undefined : (successes * BPS) / ended
}

/**
 * Whether a node's failures flag it for review: more than 20 % of at least 10 tasks.
 *
 * @throws InvalidArgumentError
 * @example isReviewDue(7, 3) // true
 */
export function isReviewDue(completed: Integer, failed: Integer): boolean {
  const failures = checkInteger('failed', failed)
  const ended = checkInteger('completed', completed) + failures
  return ended >= parameters.reviewMinTasks && failures * BPS > ended * parameters.reviewFailureBps
}

/**
 * A reputation after a change, kept within 0 to 10,000 bps.
 *
 * @throws InvalidArgumentError
 * @example clampReputation(100, parameters.reputationDisputeLost) // 0n
 */
export function clampReputation(reputation: Integer, delta: Integer): bigint {
  const change = checkInteger('delta', delta, { min: -(2n ** 255n), max: 2n ** 255n - 1n })
  return clamp(checkReputation(reputation) + change, 0n, parameters.maxReputation)
}

/**
 * A reputation after a passed challenge: +10, up to 5,000; one that is above stays where it is.
 *
 * @throws InvalidArgumentError
 * @example reputationAfterChallenge(4_995) // 5000n
 */
export function reputationAfterChallenge(reputation: Integer): bigint {
  const before = checkReputation(reputation)
  if (before >= parameters.maxChallengeReputation) return before
  return minOf(before + parameters.reputationChallengePassed, parameters.maxChallengeReputation)
}

type CheckedNode = ReturnType<typeof checkNode>

// Each level is written out: the protocol does not nest them (level 4 asks for no completed tasks).

function isPartner({ stakedAmount, reputation, hasPartnerSLA, hasInsuranceBond }: CheckedNode): boolean {
  const { stakeLevel4, level3Reputation } = parameters
  return stakedAmount >= stakeLevel4 && reputation >= level3Reputation && hasPartnerSLA && hasInsuranceBond
}

function isTrusted({ stakedAmount, reputation, completed, failed }: CheckedNode): boolean {
  const { stakeLevel3, level3Reputation, level3Tasks, level3SuccessBps } = parameters
  if (stakedAmount < stakeLevel3 || reputation < level3Reputation || completed < level3Tasks) return false
  return completed * BPS >= (completed + failed) * level3SuccessBps
}

function isVerified({ stakedAmount, reputation, challengesPassed }: CheckedNode): boolean {
  const { stakeLevel2, level2Challenges, level2Reputation } = parameters
  return stakedAmount >= stakeLevel2 && challengesPassed >= level2Challenges && reputation >= level2Reputation
}

function checkNode(node: TrustedNode) {
  const { hasPartnerSLA = false, hasInsuranceBond = false } = checkObject('node', node)
  return {
    status: checkStatus(node.status),
    stakedAmount: checkAmount('node.stakedAmount', node.stakedAmount),
    reputation: checkReputation(node.reputation, 'node.reputation'),
    completed: checkInteger('node.totalTasksCompleted', node.totalTasksCompleted),
    failed: checkInteger('node.totalTasksFailed', node.totalTasksFailed),
    challengesPassed: checkInteger('node.challengesPassed', node.challengesPassed),
    hasPartnerSLA: checkFlag('node.hasPartnerSLA', hasPartnerSLA),
    hasInsuranceBond: checkFlag('node.hasInsuranceBond', hasInsuranceBond),
  }
}

function checkStatus(status: NodeStatus): NodeStatus {
  if (Object.values(NodeStatus).includes(status)) return status
  throw new InvalidArgumentError('node.status', 'a NodeStatus, 0 to 5', status)
}

function checkFlag(argument: string, flag: boolean): boolean {
  if (typeof flag === 'boolean') return flag
  throw new InvalidArgumentError(argument, 'true or false', flag)
}

function checkReputation(reputation: Integer, argument = 'reputation'): bigint {
  return checkInteger(argument, reputation, { max: parameters.maxReputation })
}
