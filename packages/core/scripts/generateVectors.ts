// Writes packages/testing/vectors/arithmetic.json, which @aiigo/core and the Solidity libraries are both checked against.
// It imports nothing of either: every result comes from a formula of its own, in another form than the code's, so that
// one slip does not appear on both sides.

import { writeFileSync } from 'node:fs'

type Vector = Record<string, bigint | boolean>

const U128 = 2n ** 128n - 1n
const U256 = 2n ** 256n - 1n
const ETH = 10n ** 18n
const SEED = 20_261_122n

/** One seeded source of chance: splitmix64. */
function createRandom(state: bigint) {
  let s = state
  return (below: bigint): bigint => {
    let drawn = 0n
    for (let i = 0; i < 5; i++) {
      s = BigInt.asUintN(64, s + 0x9e3779b97f4a7c15n)
      let z = s
      z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
      z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
      drawn = (drawn << 64n) | (z ^ (z >> 31n))
    }
    return drawn % below
  }
}

const random = createRandom(SEED)
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
/** A number of a random size, so that small ones are as likely as large ones. */
const randomBits = (bits: bigint): bigint => random(2n ** (1n + random(bits)))

/** Division by remainder: the largest q with q × divisor ≤ dividend, found without the rounding of `/`. */
function floorDiv(dividend: bigint, divisor: bigint): bigint {
  return (dividend - (((dividend % divisor) + divisor) % divisor)) / divisor
}

function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  return -floorDiv(-dividend, divisor)
}

const edgeAmounts = [
  0n,
  1n,
  2n,
  12n,
  13n,
  49n,
  50n,
  51n,
  99n,
  100n,
  101n,
  9_999n,
  10_000n,
  10_001n,
  ETH / 1_000n,
  ETH,
  U128,
]
const amounts = [...edgeAmounts, ...times(8, () => randomBits(127n))]
const feeRates = [0n, 1n, 799n, 800n, 1_000n]

// FeeMath: the provider's part as what rounding up leaves to it, the fee as the difference.

function splitPayment(amount: bigint, feeBps: bigint): Vector {
  const provider = ceilDiv(amount * (10_000n - feeBps), 10_000n)
  return { amount, feeBps, platform: amount - provider, provider }
}

function disputeBondUp(amount: bigint): Vector {
  return { amount, bond: ceilDiv(amount, 50n) }
}

function splitDispute(amount: bigint, feeBps: bigint, outcome: bigint, providerShareBps: bigint): Vector {
  const bond = ceilDiv(amount, 50n)
  const arbitrators = outcome === 3n ? 0n : floorDiv(amount, 50n)
  const gross = [0n, amount - arbitrators + bond, floorDiv(amount * providerShareBps, 10_000n), ceilDiv(amount, 2n)][
    Number(outcome)
  ]!
  const feeBase = [0n, amount, gross, gross][Number(outcome)]!
  const treasury = floorDiv(feeBase * feeBps, outcome === 2n ? 9_800n : 10_000n)
  const provider = gross - treasury
  const buyer = amount + bond - arbitrators - treasury - provider
  return { amount, arbitrators, bond, buyer, feeBps, outcome, provider, providerShareBps, treasury }
}

function splitDisputes(): Vector[] {
  const shares = [0n, 1n, 3_333n, 4_900n, 5_000n, 9_799n, 9_800n]
  return amounts.flatMap((amount) =>
    [0n, 800n, 1_000n].flatMap((feeBps) => [
      ...[0n, 1n, 3n].map((outcome) => splitDispute(amount, feeBps, outcome, 0n)),
      ...shares.map((share) => splitDispute(amount, feeBps, 2n, share)),
    ]),
  )
}

function taskCostUp(pricePerHour: bigint, duration: bigint): Vector {
  // Whole hours, and what is left of an hour on its own.
  const hours = floorDiv(duration, 3_600n)
  return {
    cost: pricePerHour * hours + ceilDiv(pricePerHour * (duration - hours * 3_600n), 3_600n),
    duration,
    pricePerHour,
  }
}

function taskCosts(): Vector[] {
  const prices = [0n, 1n, 2n, 12n, 3_599n, 3_600n, 3_601n, 10n ** 15n, ETH, U128, randomBits(127n), randomBits(100n)]
  const durations = [1n, 59n, 60n, 61n, 3_599n, 3_600n, 3_601n, 86_400n, 2_592_000n]
  return prices.flatMap((price) => durations.map((duration) => taskCostUp(price, duration)))
}

function slashDown(stake: bigint, bps: bigint): Vector {
  return { bps, slash: stake - ceilDiv(stake * (10_000n - bps), 10_000n), stake }
}

function taskGrace(duration: bigint): Vector {
  return { duration, grace: duration <= 6_000n ? 600n : floorDiv(duration, 10n) }
}

// TrustLevel: the table of levels, read from the highest row down.

type Node = {
  status: bigint
  stakedAmount: bigint
  reputation: bigint
  totalTasksCompleted: bigint
  totalTasksFailed: bigint
  challengesPassed: bigint
  hasPartnerSLA: boolean
  hasInsuranceBond: boolean
}

const levelTable: readonly [level: bigint, holds: (node: Node, minimumStake: bigint) => boolean][] = [
  [4n, (n) => n.stakedAmount >= 5n * ETH && n.reputation >= 9_500n && n.hasPartnerSLA && n.hasInsuranceBond],
  [
    3n,
    (n) =>
      n.stakedAmount >= 3n * ETH &&
      n.reputation >= 9_500n &&
      n.totalTasksCompleted >= 100n &&
      // 95 % succeed where 19 succeed for one that fails.
      n.totalTasksCompleted >= 19n * n.totalTasksFailed,
  ],
  [2n, (n) => n.stakedAmount >= ETH && n.challengesPassed >= 10n && n.reputation >= 5_000n],
  [1n, (n, minimumStake) => n.stakedAmount >= minimumStake],
]

function trustLevel(node: Node, minimumStake: bigint): Vector {
  const mayHaveOne = [1n, 2n, 3n].includes(node.status)
  const level = (mayHaveOne && levelTable.find(([, holds]) => holds(node, minimumStake))?.[0]) || 0n
  return sortKeys({ ...node, level, minimumStake })
}

function trustLevels(): Vector[] {
  const best: Node = {
    status: 2n,
    stakedAmount: 5n * ETH,
    reputation: 9_500n,
    totalTasksCompleted: 100n,
    totalTasksFailed: 5n,
    challengesPassed: 10n,
    hasPartnerSLA: true,
    hasInsuranceBond: true,
  }
  // One field at a time to each side of each of its edges, for a node of level 4 and for one without a partner's papers.
  const edges: Partial<Node>[] = [
    ...[0n, 1n, 2n, 3n, 4n, 5n].map((status) => ({ status })),
    ...[ETH / 2n, ETH, 3n * ETH, 5n * ETH].flatMap((s) => [
      { stakedAmount: s - 1n },
      { stakedAmount: s },
      { stakedAmount: s + 1n },
    ]),
    ...[0n, 4_999n, 5_000n, 9_499n, 10_000n].map((reputation) => ({ reputation })),
    ...[0n, 99n, 101n].map((totalTasksCompleted) => ({ totalTasksCompleted })),
    ...[0n, 6n].map((totalTasksFailed) => ({ totalTasksFailed })),
    { totalTasksCompleted: 1_899n, totalTasksFailed: 100n },
    { totalTasksCompleted: 1_900n, totalTasksFailed: 100n },
    ...[0n, 9n].map((challengesPassed) => ({ challengesPassed })),
    { hasInsuranceBond: false },
  ]
  const bases = [best, { ...best, hasPartnerSLA: false }, { ...best, hasPartnerSLA: false, totalTasksCompleted: 0n }]
  const stepped = bases.flatMap((base) => [{}, ...edges].map((edge) => trustLevel({ ...base, ...edge }, ETH / 2n)))
  return [...stepped, ...times(40, randomNode)]
}

function randomNode(): Vector {
  const pick = <T>(values: readonly T[]): T => values[Number(random(BigInt(values.length)))]!
  const node = {
    status: random(6n),
    stakedAmount: pick([0n, ETH / 2n, ETH, 3n * ETH, 5n * ETH, U128]),
    reputation: pick([0n, 5_000n, 9_499n, 9_500n, 10_000n]),
    totalTasksCompleted: random(400n),
    totalTasksFailed: random(12n),
    challengesPassed: random(20n),
    hasPartnerSLA: random(2n) === 1n,
    hasInsuranceBond: random(2n) === 1n,
  }
  return trustLevel(node, pick([ETH / 10n, ETH / 2n, 5n * ETH]))
}

function isReviewDue(completed: bigint, failed: bigint): Vector {
  // More than 20 % fail where fewer than four succeed for one that fails.
  return { completed, due: completed + failed >= 10n && completed < 4n * failed, failed }
}

function clampReputation(reputation: bigint, delta: bigint): Vector {
  const sorted = [0n, reputation + delta, 10_000n].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return { delta, reputation, result: sorted[1]! }
}

function reputationAfterChallenge(reputation: bigint): Vector {
  let result = reputation
  for (let step = 0; step < 10 && result < 5_000n; step++) result += 1n
  return { reputation, result }
}

// ProofOfWork: 1e18 / BASE_DIFFICULTY is 2e10 exactly, so that power = work × 2e10 / time.

function solutionTarget(difficulty: bigint): Vector {
  return { difficulty, target: floorDiv(U256, difficulty) }
}

function challengeWork(difficulty: bigint, solutions: bigint): Vector {
  return { difficulty, solutions, work: solutions === 1n ? difficulty : difficulty * solutions - difficulty }
}

function computePower(work: bigint, time: bigint): Vector {
  const power = floorDiv(work * 20_000_000_000n, time < 12n ? 12n : time)
  return { power: power > U256 ? U256 : power, time, work }
}

function computePowers(): Vector[] {
  const works = [
    0n,
    1n,
    12n,
    49_999_999n,
    50_000_000n,
    63n * 2n ** 32n,
    2n ** 64n,
    127n * 2n ** 64n,
    U128,
    U256,
    randomBits(70n),
  ]
  const times = [0n, 1n, 11n, 12n, 13n, 300n, 1_800n, 2n ** 32n, U256]
  return works.flatMap((work) => times.map((time) => computePower(work, time)))
}

function poolWork(pooledWork: bigint, pooledTime: bigint, work: bigint, time: bigint): Vector {
  const elapsed = time < 12n ? 12n : time
  return {
    nextTime: ceilDiv(pooledTime + 2n * elapsed, 2n),
    nextWork: floorDiv(pooledWork + 2n * work, 2n),
    pooledTime,
    pooledWork,
    time,
    work,
  }
}

function poolWorks(): Vector[] {
  const pools = [
    [0n, 0n],
    [1n, 1n],
    [3n, 25n],
    [63n * 2n ** 23n, 299n],
    [2n ** 72n, 3_599n],
  ] as const
  const passes = [
    [1n, 0n],
    [63n * 2n ** 14n, 11n],
    [63n * 2n ** 32n, 300n],
    [127n * 2n ** 64n, 1_800n],
  ] as const
  return pools.flatMap(([pw, pt]) => passes.map(([work, time]) => poolWork(pw, pt, work, time)))
}

function halvePool(pooledWork: bigint): Vector {
  return { halved: (pooledWork - (pooledWork & 1n)) / 2n, pooledWork }
}

function nextDifficulty(
  difficulty: bigint,
  pooledWork: bigint,
  pooledTime: bigint,
  solutions: bigint,
  targetTime: bigint,
): Vector {
  const inputs = { difficulty, pooledTime, pooledWork, solutions, targetTime }
  if (pooledTime === 0n) return sortKeys({ ...inputs, next: difficulty })
  const aim = floorDiv(pooledWork * targetTime, pooledTime * solutions)
  const lowest = [floorDiv(difficulty, 4n), 1n].reduce((a, b) => (a > b ? a : b))
  const highest = [difficulty * 4n, 2n ** 64n].reduce((a, b) => (a < b ? a : b))
  return sortKeys({ ...inputs, next: aim < lowest ? lowest : aim > highest ? highest : aim })
}

function nextDifficulties(): Vector[] {
  const difficulties = [1n, 3n, 4n, 2n ** 14n, 2n ** 23n + 1n, 2n ** 32n, 2n ** 62n, 2n ** 64n]
  // The pool as thousandths of the pace aimed at: stands still, a hair either way, the 4× edges, far beyond.
  const paces = [0n, 1n, 249n, 250n, 251n, 999n, 1_000n, 1_001n, 3_999n, 4_000n, 4_001n, 1_000_000n]
  return difficulties.flatMap((d) => [
    nextDifficulty(d, 0n, 0n, 64n, 300n),
    nextDifficulty(d, 63n * d, 12n, 64n, 300n),
    ...paces.map((pace) => nextDifficulty(d, (64n * d * pace) / 1_000n, 300n, 64n, 300n)),
    nextDifficulty(d, d, 17n, 1n, 10n),
    nextDifficulty(d, 127n * d, 2_801n, 128n, 3_600n),
  ])
}

// The protocol's parameters, typed a second time.

const governed: Record<string, string> = {
  attempts: '3',
  challengeDeadline: '1800',
  challengeInterval: '21600',
  challengeTargetTime: '300',
  commitWindow: '300',
  disputeWindow: '604800',
  insuranceBond: '1000000000000000000',
  minimumStake: '500000000000000000',
  openWindow: '604800',
  platformFeeBps: '800',
  proofValidity: '2592000',
  registrationFee: '100000000000000000',
  reputationFeeFloorEth: '400000000000000',
  reputationFeeFloorUsdc: '1000000',
  revealWindow: '300',
  reviewWindow: '86400',
  selectionWindow: '600',
  smallTaskLimitUsd: '100000000000000000000',
  smallestTaskEth: '1000000000000000',
  smallestTaskUsdc: '1000000',
  solutionsPerChallenge: '64',
  stakeCooldown: '604800',
  startWindow: '600',
}

const fixed: Record<string, string> = {
  appealWindow: '259200',
  arbitrationFeeBps: '200',
  baseDifficulty: '50000000',
  challengerInterval: '86400',
  disputeBondBps: '200',
  disputeSlashBps: '500',
  graceBps: '1000',
  initialReputation: '5000',
  level2Challenges: '10',
  level2Reputation: '5000',
  level3Reputation: '9500',
  level3SuccessBps: '9500',
  level3Tasks: '100',
  maxChallengeReputation: '5000',
  maxDifficulty: '18446744073709551616',
  maxDifficultyChange: '4',
  maxDuration: '2592000',
  maxNodesPerOwner: '64',
  maxOpenTasks: '10',
  maxProviderShareBps: '9800',
  maxReputation: '10000',
  maxSlashBps: '5000',
  maxUriLength: '256',
  minDuration: '60',
  minGrace: '600',
  minimumElapsed: '12',
  misuseSlashBps: '5000',
  pauseDuration: '1209600',
  reputationBidNotRevealed: '-200',
  reputationChallengeFailed: '-200',
  reputationChallengePassed: '10',
  reputationDisputeLost: '-500',
  reputationDisputeWon: '100',
  reputationTaskTimedOut: '-200',
  reputationTaskVerified: '50',
  reviewFailureBps: '2000',
  reviewMinTasks: '10',
  stakeLevel2: '1000000000000000000',
  stakeLevel3: '3000000000000000000',
  stakeLevel4: '5000000000000000000',
  timeoutSlashBps: '500',
}

function sortKeys(vector: Vector): Vector {
  return Object.fromEntries(Object.entries(vector).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const reputations = [
  0n,
  1n,
  499n,
  500n,
  4_989n,
  4_990n,
  4_991n,
  4_999n,
  5_000n,
  5_001n,
  9_950n,
  9_951n,
  9_999n,
  10_000n,
]
const deltas = [-(2n ** 255n), -10_000n, -500n, -200n, -1n, 0n, 1n, 10n, 50n, 100n, 10_000n, 2n ** 255n - 1n]
const ended = [
  [0n, 0n],
  [0n, 9n],
  [0n, 10n],
  [7n, 2n],
  [7n, 3n],
  [8n, 2n],
  [9n, 1n],
  [40n, 10n],
  [39n, 10n],
  [40n, 11n],
] as const

const vectors = {
  challengeWork: [1n, 2n ** 14n, 2n ** 32n, 2n ** 64n].flatMap((d) =>
    [1n, 2n, 3n, 64n, 128n].map((k) => challengeWork(d, k)),
  ),
  clampReputation: reputations.flatMap((reputation) => deltas.map((delta) => clampReputation(reputation, delta))),
  computePower: computePowers(),
  constants: fixed,
  disputeBondUp: amounts.map(disputeBondUp),
  halvePool: [0n, 1n, 2n, 3n, 1_001n, 2n ** 72n, 2n ** 72n + 1n].map(halvePool),
  isReviewDue: ended.map(([completed, failed]) => isReviewDue(completed, failed)),
  nextDifficulty: nextDifficulties(),
  parameters: governed,
  parametersInitialDifficulty: [2n ** 32n, 2n ** 23n, 2n ** 18n, 2n ** 18n, 2n ** 14n],
  poolWork: poolWorks(),
  reputationAfterChallenge: reputations.map(reputationAfterChallenge),
  slashDown: [...amounts, ETH / 2n, 3n * ETH + 1n].flatMap((stake) =>
    [0n, 500n, 4_999n, 5_000n].map((bps) => slashDown(stake, bps)),
  ),
  solutionTarget: [1n, 2n, 3n, 2n ** 14n, 2n ** 14n + 1n, 2n ** 32n, 2n ** 64n - 1n, 2n ** 64n].map(solutionTarget),
  splitDispute: splitDisputes(),
  splitPayment: amounts.flatMap((amount) => feeRates.map((feeBps) => splitPayment(amount, feeBps))),
  taskCostUp: taskCosts(),
  taskGrace: [60n, 599n, 5_999n, 6_000n, 6_001n, 6_009n, 6_010n, 7_200n, 2_592_000n].map(taskGrace),
  trustLevel: trustLevels(),
}

/** One vector a line, so that a change to the file can be read. */
function toJson(sections: Record<string, unknown>): string {
  const text = (value: unknown) => JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v))
  const entries = Object.entries(sections).map(([name, section]) => {
    if (!Array.isArray(section)) return `  ${JSON.stringify(name)}: ${text(section)}`
    return `  ${JSON.stringify(name)}: [\n${section.map((vector) => `    ${text(vector)}`).join(',\n')}\n  ]`
  })
  return `{\n${entries.join(',\n')}\n}\n`
}

const file = new URL('../../testing/vectors/arithmetic.json', import.meta.url)
writeFileSync(process.argv[2] ?? file, toJson(vectors))
