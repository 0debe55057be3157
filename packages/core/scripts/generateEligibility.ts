// Writes packages/testing/vectors/eligibility.json: nodes, tasks, and whether the one may take the other. The contracts'
// `eligibilityOfOwner` and `matchTask`, their twin in @aiigo/protocol and the filters of @aiigo/matching are checked
// against it. It imports nothing of them: the rules stand here once more, as a list in the order of the registry's checks.

import { writeFileSync } from 'node:fs'

const ETH = 10n ** 18n
const DAY = 86_400n
const POWER = 10n ** 6n

type Case = {
  // The node.
  status: bigint
  resourceType: bigint
  underReview: boolean
  suspended: boolean
  ownerBanned: boolean
  hasPartnerSLA: boolean
  stakedAmount: bigint
  insuranceBond: bigint
  reputation: bigint
  totalTasksCompleted: bigint
  totalTasksFailed: bigint
  challengesPassed: bigint
  /** As proven, `proofAge` seconds ago. */
  computePower: bigint
  proofAge: bigint
  reservedPower: bigint
  openTasks: bigint
  /** Whether the node failed this task before, and whether its owner is the task's buyer. */
  hasFailed: boolean
  isOwn: boolean
  // The task.
  taskResourceType: bigint
  requiredPower: bigint
  minTrustLevel: bigint
  // The market.
  minimumStake: bigint
}

const [PENDING, ACTIVE, GPU, CPU] = [0n, 2n, 0n, 1n]
const VALIDITY = 30n * DAY

/** A node of trust level 2 with room for two such tasks. */
const base: Case = {
  status: ACTIVE,
  resourceType: GPU,
  underReview: false,
  suspended: false,
  ownerBanned: false,
  hasPartnerSLA: false,
  stakedAmount: ETH,
  insuranceBond: 0n,
  reputation: 5_000n,
  totalTasksCompleted: 3n,
  totalTasksFailed: 0n,
  challengesPassed: 10n,
  computePower: 3n * POWER,
  proofAge: 60n,
  reservedPower: POWER,
  openTasks: 1n,
  hasFailed: false,
  isOwn: false,
  taskResourceType: GPU,
  requiredPower: POWER,
  minTrustLevel: 2n,
  minimumStake: ETH / 2n,
}

function level(node: Case): bigint {
  const ended = node.totalTasksCompleted + node.totalTasksFailed
  const isProven = node.reputation >= 9_500n
  if (node.hasPartnerSLA && node.insuranceBond >= ETH && node.stakedAmount >= 5n * ETH && isProven) return 4n
  const succeeds = node.totalTasksCompleted * 100n >= ended * 95n
  if (isProven && node.totalTasksCompleted >= 100n && succeeds && node.stakedAmount >= 3n * ETH) return 3n
  if (node.challengesPassed >= 10n && node.reputation >= 5_000n && node.stakedAmount >= ETH) return 2n
  return node.stakedAmount >= node.minimumStake ? 1n : 0n
}

/** By their numbers in the enum Eligibility; the first that applies is the reason. The node is known and its owner asks. */
const obstacles: [reason: bigint, applies: (one: Case) => boolean][] = [
  [2n, ({ status }) => status !== ACTIVE],
  [3n, ({ underReview }) => underReview],
  [4n, ({ suspended }) => suspended],
  [5n, ({ ownerBanned }) => ownerBanned],
  [7n, ({ isOwn }) => isOwn],
  [8n, ({ resourceType, taskResourceType }) => resourceType !== taskResourceType],
  [9n, (one) => one.computePower === 0n || one.proofAge > VALIDITY],
  [9n, (one) => one.computePower < one.reservedPower + one.requiredPower],
  [10n, ({ stakedAmount, minimumStake }) => stakedAmount < minimumStake],
  [11n, (one) => level(one) < one.minTrustLevel],
  [12n, ({ openTasks }) => openTasks >= 10n],
]

/** Each to both sides of its edges. */
const changes: Partial<Case>[] = [
  ...[PENDING, 1n, 3n, 4n, 5n].map((status) => ({ status })),
  { underReview: true },
  { suspended: true },
  { ownerBanned: true },
  { isOwn: true },
  { hasFailed: true },
  { taskResourceType: CPU },
  { resourceType: CPU },
  { resourceType: CPU, taskResourceType: CPU },
  { computePower: 0n, reservedPower: 0n, openTasks: 0n, requiredPower: 0n },
  { computePower: 2n * POWER },
  { computePower: 2n * POWER - 1n },
  { computePower: POWER / 2n },
  { requiredPower: 0n },
  { requiredPower: 2n * POWER },
  { requiredPower: 2n * POWER + 1n },
  { proofAge: VALIDITY },
  { proofAge: VALIDITY + 1n },
  { stakedAmount: ETH / 2n, minTrustLevel: 1n },
  { stakedAmount: ETH / 2n - 1n, minTrustLevel: 1n },
  // Governance may ask for more than trust level 2 does.
  { minimumStake: 2n * ETH },
  { minimumStake: ETH + 1n, minTrustLevel: 1n },
  { stakedAmount: ETH - 1n },
  { reputation: 4_999n },
  { challengesPassed: 9n },
  { challengesPassed: 9n, minTrustLevel: 1n },
  { minTrustLevel: 3n },
  { minTrustLevel: 3n, reputation: 9_500n, totalTasksCompleted: 100n, stakedAmount: 3n * ETH },
  { minTrustLevel: 3n, reputation: 9_499n, totalTasksCompleted: 100n, stakedAmount: 3n * ETH },
  { minTrustLevel: 3n, reputation: 9_500n, totalTasksCompleted: 100n, totalTasksFailed: 6n, stakedAmount: 3n * ETH },
  { minTrustLevel: 4n, reputation: 9_500n, stakedAmount: 5n * ETH, hasPartnerSLA: true, insuranceBond: ETH },
  { minTrustLevel: 4n, reputation: 9_500n, stakedAmount: 5n * ETH, hasPartnerSLA: true, insuranceBond: ETH - 1n },
  { minTrustLevel: 4n, reputation: 9_500n, stakedAmount: 5n * ETH, insuranceBond: ETH },
  { openTasks: 9n },
  { openTasks: 10n },
]

/** The base, each change alone, and each two together: which of two obstacles is named is part of the interface. */
function cases(): Case[] {
  const pairs = changes.flatMap((one, i) => changes.slice(i + 1).map((other) => ({ ...one, ...other })))
  return [{}, ...changes, ...pairs].map((change) => ({ ...base, ...change }))
}

function judged(one: Case) {
  const reason = obstacles.find(([, applies]) => applies(one))?.[0] ?? 0n
  const sorted = Object.entries({ ...one, reason, matches: reason === 0n && !one.hasFailed }).sort()
  return Object.fromEntries(sorted)
}

const text = (value: unknown) => JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v))
const lines = [...new Set(cases().map((one) => `    ${text(judged(one))}`))]
const file = new URL('../../testing/vectors/eligibility.json', import.meta.url)
writeFileSync(process.argv[2] ?? file, `{\n  "eligibility": [\n${lines.join(',\n')}\n  ]\n}\n`)
