import { checkInteger, checkObject, type Integer } from './check.ts'
import { InvalidArgumentError } from './errors.ts'

const ETH = 10n ** 18n
const USDC = 10n ** 6n
const MINUTE = 60n
const HOUR = 3_600n
const DAY = 86_400n

/** Five values, in the order of ResourceType: GPU, CPU, Network, Mobile, IoT. */
export type PerResourceType = readonly [bigint, bigint, bigint, bigint, bigint]

/**
 * What governance may change within {@link parameterBounds}. Every value is a bigint,
 * as it is an integer on the chain. A change never reaches back into a task, escrow or challenge that exists.
 */
export type GovernedParameters = {
  /** wei, to the treasury, once a node */
  readonly registrationFee: bigint
  /** wei; also the stake of trust level 1 */
  readonly minimumStake: bigint
  /** wei, for trust level 4 */
  readonly insuranceBond: bigint
  /** seconds between deactivation and withdrawal */
  readonly stakeCooldown: bigint
  /** bps of a payment */
  readonly platformFeeBps: bigint
  /** wei: the least that an ETH task may cost as a whole */
  readonly smallestTaskEth: bigint
  /** 1e-6 USDC: the least that a USDC task may cost as a whole */
  readonly smallestTaskUsdc: bigint
  /** wei: reputation is earned only where the platform fee paid is at least this */
  readonly reputationFeeFloorEth: bigint
  /** 1e-6 USDC: the same for tasks paid in USDC */
  readonly reputationFeeFloorUsdc: bigint
  /** 1e-18 USD: a task of trust level 1 is worth less than this */
  readonly smallTaskLimitUsd: bigint
  /** seconds that a task waits for a node, anew at each reopening */
  readonly openWindow: bigint
  /** seconds in which a buyer may dispute a result */
  readonly reviewWindow: bigint
  /** seconds in which an arbitrator may rule */
  readonly disputeWindow: bigint
  /** seconds from Assigned to InProgress */
  readonly startWindow: bigint
  /** nodes that may try one task, one after the other */
  readonly attempts: bigint
  /** seconds in which bids are committed */
  readonly commitWindow: bigint
  /** seconds in which bids are revealed */
  readonly revealWindow: bigint
  /** seconds in which the buyer picks a bid */
  readonly selectionWindow: bigint
  /** k, the solutions that one challenge asks for */
  readonly solutionsPerChallenge: bigint
  /** seconds that a whole challenge is meant to take */
  readonly challengeTargetTime: bigint
  /** seconds after which an unsolved challenge has failed */
  readonly challengeDeadline: bigint
  /** seconds between two challenges of one node */
  readonly challengeInterval: bigint
  /** seconds for which a passed challenge counts */
  readonly proofValidity: bigint
  /** expected hashes for one solution before anything is known of the node, by ResourceType */
  readonly initialDifficulty: PerResourceType
}

/** What nobody may change: constants of the contracts, in UPPER_CASE of the same words there. */
export type FixedParameters = {
  /** bytes of a metadata or specification URI */
  readonly maxUriLength: bigint
  readonly maxNodesPerOwner: bigint
  /** tasks of one node at once: ten timeouts cost 40 % of a stake, so that the stake covers them */
  readonly maxOpenTasks: bigint
  /** wei */
  readonly stakeLevel2: bigint
  /** wei */
  readonly stakeLevel3: bigint
  /** wei */
  readonly stakeLevel4: bigint
  /** passed challenges for trust level 2 */
  readonly level2Challenges: bigint
  /** bps, for trust level 2 */
  readonly level2Reputation: bigint
  /** bps, for trust levels 3 and 4 */
  readonly level3Reputation: bigint
  /** completed tasks for trust level 3 */
  readonly level3Tasks: bigint
  /** bps, for trust level 3 */
  readonly level3SuccessBps: bigint
  /** bps of the escrow, to the arbitrators who ruled */
  readonly arbitrationFeeBps: bigint
  /** bps of the escrow, paid in by the buyer who disputes */
  readonly disputeBondBps: bigint
  /** bps of the escrow: the largest gross share of the provider in a split, what the arbitration fee leaves */
  readonly maxProviderShareBps: bigint
  /** seconds */
  readonly minDuration: bigint
  /** seconds */
  readonly maxDuration: bigint
  /** seconds: a task's grace is the larger of this and `graceBps` of its duration */
  readonly minGrace: bigint
  /** bps of the duration */
  readonly graceBps: bigint
  /** bps */
  readonly initialReputation: bigint
  /** bps */
  readonly maxReputation: bigint
  /** bps: passed challenges lift a reputation to this and no further; hashing alone must not buy trust */
  readonly maxChallengeReputation: bigint
  readonly reputationChallengePassed: bigint
  readonly reputationChallengeFailed: bigint
  readonly reputationTaskVerified: bigint
  readonly reputationDisputeWon: bigint
  readonly reputationDisputeLost: bigint
  /** a task timed out or abandoned */
  readonly reputationTaskTimedOut: bigint
  readonly reputationBidNotRevealed: bigint
  /** bps of the stake */
  readonly timeoutSlashBps: bigint
  /** bps of the stake */
  readonly disputeSlashBps: bigint
  /** bps of the stake */
  readonly misuseSlashBps: bigint
  /** bps of the stake: the most that one violation costs */
  readonly maxSlashBps: bigint
  /** tasks below which failures flag nobody */
  readonly reviewMinTasks: bigint
  /** bps: more failures than this flag a node for review */
  readonly reviewFailureBps: bigint
  /** seconds between a ban's proposal and its execution */
  readonly appealWindow: bigint
  /** seconds after which a pause ends by itself */
  readonly pauseDuration: bigint
  /** hashes a second that count as 1 TFLOPS */
  readonly baseDifficulty: bigint
  /** seconds: no challenge counts as solved faster */
  readonly minimumElapsed: bigint
  /** seconds between two unannounced challenges of one node */
  readonly challengerInterval: bigint
  /** the factor by which the difficulty moves at most from one challenge to the next */
  readonly maxDifficultyChange: bigint
  /** expected hashes for one solution */
  readonly maxDifficulty: bigint
}

export type Parameters = GovernedParameters & FixedParameters

/** From `min` to `max`, both included. */
export type ParameterBounds = { readonly min: bigint; readonly max: bigint }

// What follows is made by functions that are marked as pure: a bundler does not know that sums of bigints have no effects, and
// would give every page the numbers that it does not use.

const fixed: FixedParameters = /* @__PURE__ */ (() => ({
  maxUriLength: 256n,
  maxNodesPerOwner: 64n,
  maxOpenTasks: 10n,
  stakeLevel2: 1n * ETH,
  stakeLevel3: 3n * ETH,
  stakeLevel4: 5n * ETH,
  level2Challenges: 10n,
  level2Reputation: 5_000n,
  level3Reputation: 9_500n,
  level3Tasks: 100n,
  level3SuccessBps: 9_500n,
  arbitrationFeeBps: 200n,
  disputeBondBps: 200n,
  maxProviderShareBps: 9_800n,
  minDuration: 1n * MINUTE,
  maxDuration: 30n * DAY,
  minGrace: 10n * MINUTE,
  graceBps: 1_000n,
  initialReputation: 5_000n,
  maxReputation: 10_000n,
  maxChallengeReputation: 5_000n,
  reputationChallengePassed: 10n,
  reputationChallengeFailed: -200n,
  reputationTaskVerified: 50n,
  reputationDisputeWon: 100n,
  reputationDisputeLost: -500n,
  reputationTaskTimedOut: -200n,
  reputationBidNotRevealed: -200n,
  timeoutSlashBps: 500n,
  disputeSlashBps: 500n,
  misuseSlashBps: 5_000n,
  maxSlashBps: 5_000n,
  reviewMinTasks: 10n,
  reviewFailureBps: 2_000n,
  appealWindow: 3n * DAY,
  pauseDuration: 14n * DAY,
  baseDifficulty: 50_000_000n,
  minimumElapsed: 12n,
  challengerInterval: 1n * DAY,
  maxDifficultyChange: 4n,
  maxDifficulty: 2n ** 64n,
}))()

/**
 * The protocol's parameters with the values that a market begins with. Frozen: a market with other values is made by
 * {@link defineParameters}.
 *
 * @example
 * parameters.platformFeeBps // 800n
 * parameters.initialDifficulty[ResourceType.GPU] // 2n ** 32n
 */
export const parameters: Parameters = /* @__PURE__ */ (() =>
  Object.freeze({
    registrationFee: ETH / 10n,
    minimumStake: ETH / 2n,
    insuranceBond: 1n * ETH,
    stakeCooldown: 7n * DAY,
    platformFeeBps: 800n,
    smallestTaskEth: ETH / 1_000n,
    smallestTaskUsdc: 1n * USDC,
    reputationFeeFloorEth: (4n * ETH) / 10_000n,
    reputationFeeFloorUsdc: 1n * USDC,
    smallTaskLimitUsd: 100n * ETH,
    openWindow: 7n * DAY,
    reviewWindow: 24n * HOUR,
    disputeWindow: 7n * DAY,
    startWindow: 10n * MINUTE,
    attempts: 3n,
    commitWindow: 5n * MINUTE,
    revealWindow: 5n * MINUTE,
    selectionWindow: 10n * MINUTE,
    solutionsPerChallenge: 64n,
    challengeTargetTime: 300n,
    challengeDeadline: 30n * MINUTE,
    challengeInterval: 6n * HOUR,
    proofValidity: 30n * DAY,
    initialDifficulty: Object.freeze([2n ** 32n, 2n ** 23n, 2n ** 18n, 2n ** 18n, 2n ** 14n] as const),
    ...fixed,
  }))()

const bounds = (min: bigint, max: bigint): ParameterBounds => Object.freeze({ min, max })
const bidWindow = /* @__PURE__ */ (() => bounds(1n * MINUTE, 1n * DAY))()

/**
 * How far governance may move each parameter, enforced by code. For `initialDifficulty` the
 * bounds hold for each of the five. The bounds in USDC stand beside 0.1 ETH, at 3,000 dollars for one.
 */
export const parameterBounds: { readonly [name in keyof GovernedParameters]: ParameterBounds } = /* @__PURE__ */ (() =>
  Object.freeze({
    registrationFee: bounds(0n, 1n * ETH),
    minimumStake: bounds(ETH / 10n, 5n * ETH),
    insuranceBond: bounds(0n, 10n * ETH),
    stakeCooldown: bounds(1n * DAY, 30n * DAY),
    platformFeeBps: bounds(0n, 1_000n),
    smallestTaskEth: bounds(0n, ETH / 10n),
    smallestTaskUsdc: bounds(0n, 300n * USDC),
    reputationFeeFloorEth: bounds(0n, ETH / 10n),
    reputationFeeFloorUsdc: bounds(0n, 300n * USDC),
    smallTaskLimitUsd: bounds(10n * ETH, 10_000n * ETH),
    openWindow: bounds(1n * HOUR, 30n * DAY),
    reviewWindow: bounds(1n * HOUR, 7n * DAY),
    disputeWindow: bounds(1n * DAY, 30n * DAY),
    startWindow: bounds(1n * MINUTE, 1n * DAY),
    attempts: bounds(1n, 10n),
    commitWindow: bidWindow,
    revealWindow: bidWindow,
    selectionWindow: bidWindow,
    solutionsPerChallenge: bounds(1n, 128n),
    challengeTargetTime: bounds(10n, 3_600n),
    challengeDeadline: bounds(1n * MINUTE, 1n * DAY),
    challengeInterval: bounds(0n, 7n * DAY),
    proofValidity: bounds(1n * DAY, 365n * DAY),
    initialDifficulty: bounds(1n, 2n ** 64n),
  }))()

/** Other values for some governed parameters; numbers are taken where they are whole and safe. */
export type ParameterOverrides = {
  readonly [name in keyof GovernedParameters]?: GovernedParameters[name] extends bigint ? Integer : readonly Integer[]
}

/**
 * The parameters of a market of its own (a test, a simulation): the defaults with some governed values changed, each
 * within its bounds.
 *
 * @throws InvalidArgumentError for a name that is not governed, for a value out of its bounds, for a challengeDeadline
 * that is not longer than the challengeTargetTime, and for an openWindow into which no round of bids fits
 * @example defineParameters({ challengeInterval: 0n, solutionsPerChallenge: 4n })
 */
export function defineParameters(overrides: ParameterOverrides = {}): Parameters {
  checkObject('overrides', overrides)
  const changed = Object.entries(overrides).map(([name, value]) => [name, checkParameter(name, value)])
  const defined: Parameters = Object.freeze({ ...parameters, ...Object.fromEntries(changed) })
  const { challengeTargetTime, challengeDeadline, openWindow } = defined
  // A challenge that ends before it is expected to be solved would take power and reputation from everybody.
  if (challengeDeadline <= challengeTargetTime) {
    const expected = `more than the challengeTargetTime of ${challengeTargetTime} s`
    throw new InvalidArgumentError('challengeDeadline', expected, challengeDeadline)
  }
  const round = defined.commitWindow + defined.revealWindow + defined.selectionWindow
  if (openWindow < round) {
    throw new InvalidArgumentError('openWindow', `at least the ${round} s that a round of bids lasts`, openWindow)
  }
  return defined
}

function checkParameter(name: string, value: Integer | readonly Integer[]): bigint | readonly bigint[] {
  if (!Object.hasOwn(parameterBounds, name)) {
    throw new InvalidArgumentError(name, `one of ${Object.keys(parameterBounds).join(', ')}`, name)
  }
  const range = parameterBounds[name as keyof GovernedParameters]
  if (name !== 'initialDifficulty') return checkInteger(name, value as Integer, range)
  if (!Array.isArray(value) || value.length !== 5) {
    throw new InvalidArgumentError(name, 'five difficulties, in the order of ResourceType', value)
  }
  return Object.freeze(value.map((difficulty, i) => checkInteger(`${name}[${i}]`, difficulty, range)))
}
