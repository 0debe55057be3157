import { hashWords, NodeStatus, parameters, roles, solutionTarget } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../decide.ts'
import type { MarketEvent } from '../events.ts'
import { evolve } from '../evolve.ts'
import { type Address, type Hex, NO_ID } from '../hex.ts'
import { challengeIdOf, challengeSeedOf } from '../ids.ts'
import type { ChallengeState, MarketState } from '../state.ts'
import { challengeId as endedId, event } from '../testing.ts'
import * as t from './taskMarketplace/testing.ts'

const { nodeId, provider, owner, deployment, refusal, run } = t
const challenger: Address = `0x${'99'.repeat(20)}`

type Named = Extract<Command, { contract: 'proofOfWorkVerifier' }>
type Args<name> = Extract<Named, { name: name }>['args']

function call<name extends Named['name']>(name: name, args: Args<name>): Command {
  return { contract: 'proofOfWorkVerifier', name, args } as Command
}

const { challengeTargetTime, challengeDeadline, challengeInterval } = parameters
const newParameters = {
  ...{ solutionsPerChallenge: 2n, challengeTargetTime, challengeDeadline, challengeInterval },
  initialDifficulty: [7n, 3n, 3n, 3n, 3n],
}
const setParameters = (changes: Partial<typeof newParameters> = {}) =>
  call('setParameters', { newParameters: { ...newParameters, ...changes } })
const issue = call('issueChallenge', { nodeId })
const grant = (account: Address) => call('grantRole', { role: roles.challenger, account })

/** The node's first challenge was issued at 1,000: the first second at which it may have the next. */
const START = 22_600
const at = (time: number, sender: Address = provider) => ({ time, sender })
const names = (events: readonly MarketEvent[]) => events.map(({ name }) => name)
const said = (events: readonly MarketEvent[], name: string) => events.find((one) => one.name === name)?.args

/** Two solutions a challenge. */
function market(): MarketState {
  return t.after(t.market(), [setParameters(), { sender: owner }])
}

function issued() {
  const state = t.after(market(), [issue, at(START)])
  const [challenge] = [...state.challenges.values()] as [ChallengeState]
  return { state, challenge, challengeId: challenge.challengeId }
}

/** The n least nonces that solve. */
function solve({ seed, difficulty }: ChallengeState, n: number): bigint[] {
  const nonces: bigint[] = []
  for (let nonce = 0n; nonces.length < n; nonce++)
    if (BigInt(hashWords(seed, nonce)) <= solutionTarget(difficulty)) nonces.push(nonce)
  return nonces
}

/** The least nonce from one on that does not. */
function miss({ seed, difficulty }: ChallengeState, from = 0n): bigint {
  for (let nonce = from; ; nonce++) if (BigInt(hashWords(seed, nonce)) > solutionTarget(difficulty)) return nonce
}

test('default', () => {
  const state = market()
  const events = run(state, issue, at(START))
  const challengeId = challengeIdOf(deployment, nodeId, 1)
  const seed = challengeSeedOf({ prevrandao: NO_ID, blockHash: NO_ID }, challengeId, nodeId, provider)
  const issuedAt = BigInt(START)
  const terms = { challengeId, nodeId, difficulty: 8n, deadline: issuedAt + challengeDeadline }
  expect(names(events)).toEqual(['NodeChallengeOpened', 'ChallengeIssued', 'ChallengeSpecified'])
  expect(said(events, 'ChallengeIssued')).toEqual(terms)
  const specified = { ...terms, owner: provider, seed, solutions: 2n, issuedAt, forced: false }
  expect(said(events, 'ChallengeSpecified')).toEqual(specified)

  const nonces = solve(state.challenges.get(challengeId)!, 2)
  const end = run(state, call('submitSolutions', { challengeId, nonces }), at(START + 100))
  const verifiedPower = 1_280_000_000n
  expect(names(end).slice(0, 4)).toEqual([
    ...['ChallengeSolved', 'ProofUpdated', 'NodeChallengeClosed', 'ComputePowerUpdated'],
  ])
  expect(said(end, 'ChallengeSolved')).toEqual({ challengeId, nodeId, solutionTime: 100n, verifiedPower })
  expect(said(end, 'ProofUpdated')).toEqual({ nodeId, pooledWork: 16n, pooledTime: 250n, lastDifficulty: 8n })
  expect(state.nodes.get(nodeId)?.computePower).toBe(verifiedPower)
})

test('behavior: solutions in parts, each nonce above the last', () => {
  const { state, challenge, challengeId } = issued()
  const [first, second] = solve(challenge, 2) as [bigint, bigint]
  const submit = (nonce: bigint) => call('submitSolution', { challengeId, nonce })
  const progress = run(state, submit(first), at(START + 1))
  expect(progress.map(({ args }) => args)).toEqual([{ challengeId, solved: 1n, lastNonce: first }])
  expect(refusal(state, submit(first), at(START + 2))).toBe('ProofOfWorkVerifier_NonceNotIncreasing')
  const again = call('submitSolutions', { challengeId, nonces: [first] })
  expect(refusal(state, again, at(START + 2))).toBe('ProofOfWorkVerifier_NonceNotIncreasing')
  expect(names(run(state, submit(second), at(START + 2)))[0]).toBe('ChallengeSolved')
  expect(refusal(state, submit(second), at(START + 2))).toBe('ProofOfWorkVerifier_ChallengeNotOpen')
})

test('behavior: a solution counts to the last second, and the challenge expires from the next on', () => {
  const { state, challenge, challengeId } = issued()
  const { deadline } = challenge
  const submit = call('submitSolutions', { challengeId, nonces: solve(challenge, 2) })
  const expire = call('expireChallenge', { challengeId })
  expect(refusal(state, expire, at(deadline))).toBe('ProofOfWorkVerifier_DeadlineNotOver')
  expect(refusal(state, submit, at(deadline))).toBeUndefined()
  expect(refusal(state, submit, at(deadline + 1))).toBe('ProofOfWorkVerifier_DeadlineOver')
  const events = run(state, expire, at(deadline + 1, owner))
  expect(names(events).slice(0, 3)).toEqual(['ChallengeFailed', 'ProofUpdated', 'NodeChallengeClosed'])
  expect(said(events, 'ChallengeFailed')).toEqual({ challengeId, nodeId, reason: 'deadline over' })
  expect(said(events, 'ProofUpdated')).toEqual({ nodeId, pooledWork: 8n, pooledTime: 300n, lastDifficulty: 8n })
  expect(refusal(state, expire, at(deadline + 1))).toBe('ProofOfWorkVerifier_ChallengeNotOpen')
})

test('behavior: the next challenge ends an overdue one in the same transaction', () => {
  const { state } = issued()
  const later = START + Number(challengeInterval)
  const events = run(state, issue, at(later))
  expect(names(events).filter((name) => /Challenge/.test(name))).toEqual([
    ...['ChallengeFailed', 'NodeChallengeClosed', 'NodeChallengeOpened', 'ChallengeIssued', 'ChallengeSpecified'],
  ])
  expect(events.map(({ index }) => index)).toEqual(events.map((_event, i) => i))
  // Half the work in the same time makes 4, within a factor of 4 from 8.
  const number2 = challengeIdOf(deployment, nodeId, 2)
  expect(said(events, 'ChallengeSpecified')).toMatchObject({ challengeId: number2, difficulty: 4n })
  expect(state.nodes.get(nodeId)?.openChallenge).toBe(number2)
})

test('behavior: a node that never passed gets easier challenges, down to 1', () => {
  const state = market()
  const node = `0x${'11'.repeat(32)}` as Hex
  for (const one of [
    event('NodeRegistered', { nodeId: node, owner: provider, resourceType: 0 }),
    event('NodeSpecified', { nodeId: node, ownerNonce: 1n, registrationFee: 0n, reputation: 0n, registeredAt: 1n }),
  ])
    evolve(state, one)
  const difficulties = [0, 1, 2].map((i) => {
    const time = START + i * Number(challengeInterval)
    const events = run(state, call('issueChallenge', { nodeId: node }), at(time))
    return (said(events, 'ChallengeSpecified') as { difficulty: bigint }).difficulty
  })
  expect(difficulties).toEqual([7n, 1n, 1n])
})

test('behavior: a challenger challenges, once a day', () => {
  const state = t.after(market(), [grant(challenger), at(START, owner)])
  const events = run(state, issue, at(START, challenger))
  expect(said(events, 'ChallengeSpecified')).toMatchObject({ owner: provider, forced: true })
  const day = START + Number(parameters.challengerInterval)
  expect(refusal(state, issue, at(day - 1, challenger))).toBe('ProofOfWorkVerifier_TooSoon')
  expect(refusal(state, issue, at(day - 1))).toBeUndefined()
  expect(refusal(state, issue, at(day, challenger))).toBeUndefined()
})

test('error: the order in which issuing is refused', () => {
  const { state, challenge } = issued()
  const node = state.nodes.get(nodeId)!
  const access = state.access.proofOfWorkVerifier
  const allowed = START + Number(challengeInterval)
  node.status = NodeStatus.Slashed
  node.proof.lastForcedAt = START
  const rows: [string | undefined, number, () => unknown][] = [
    ['Governed_Paused', challenge.deadline, () => Object.assign(access, { pausedUntil: challenge.deadline + 1 })],
    ['ProofOfWorkVerifier_ChallengeStillOpen', challenge.deadline, () => Object.assign(access, { pausedUntil: 0 })],
    ['ProofOfWorkVerifier_TooSoon', challenge.deadline + 1, () => undefined],
    ['ProofOfWorkVerifier_TooSoon', allowed - 1, () => undefined],
    ['NodeRegistry_WrongStatus', allowed, () => undefined],
    ['ProofOfWorkVerifier_NotNodeOwner', allowed, () => Object.assign(node, { status: NodeStatus.Inactive })],
    ['ProofOfWorkVerifier_TooSoon', allowed, () => run(state, grant(challenger), at(START, owner))],
    ['ProofOfWorkVerifier_NodeInactive', allowed, () => Object.assign(node.proof, { lastForcedAt: 0 })],
    [undefined, allowed, () => Object.assign(node, { status: NodeStatus.Pending })],
  ]
  const seen = rows.map(([, time, mend]) => {
    mend()
    return refusal(state, issue, at(time, challenger))
  })
  expect(seen).toEqual(rows.map(([expected]) => expected))
  expect(refusal(state, call('issueChallenge', { nodeId: NO_ID }), at(START))).toBe('NodeRegistry_UnknownNode')
})

test('error: which solutions are refused, the first that is wrong before the others', () => {
  const { state, challenge, challengeId } = issued()
  const [a, b, c] = solve(challenge, 3) as [bigint, bigint, bigint]
  const wrong = miss(challenge)
  const why = (nonces: bigint[], given = at(START), id = challengeId) =>
    refusal(state, call('submitSolutions', { challengeId: id, nonces }), given)
      ?.split('_')
      .at(-1)
  expect([
    why([wrong], at(START), NO_ID),
    why([wrong], at(START), endedId),
    why([], at(challenge.deadline + 1, owner)),
    why([], at(START, owner)),
    ...[[], [a, b, c], [wrong, a], [b, a], [a, a], [a, miss(challenge, a)], [a, 2n ** 64n], [wrong, 2n ** 64n]].map(
      (nonces) => why(nonces),
    ),
  ]).toEqual([
    ...['UnknownChallenge', 'ChallengeNotOpen', 'DeadlineOver', 'NotNodeOwner'],
    ...['WrongSolutionCount', 'WrongSolutionCount', 'InvalidSolution', 'NonceNotIncreasing', 'NonceNotIncreasing'],
    ...['InvalidSolution', 'Reverted', 'InvalidSolution'],
  ])
})

const DAY = 86_400n

// The first value out of its bounds is named, so each row has all the later ones wrong too.
test.each([
  ['solutionsPerChallenge', 0n, 1n, 128n],
  ['solutionsPerChallenge', 129n, 1n, 128n],
  ['challengeTargetTime', 9n, 10n, 3_600n],
  ['challengeTargetTime', 3_601n, 10n, 3_600n],
  ['challengeDeadline', 300n, 301n, DAY],
  ['challengeDeadline', DAY + 1n, 301n, DAY],
  ['challengeInterval', 7n * DAY + 1n, 0n, 7n * DAY],
  ['initialDifficulty', 0n, 1n, 2n ** 64n],
  ['initialDifficulty', 2n ** 64n + 1n, 1n, 2n ** 64n],
] as const)('error: %s of %i', (name, value, minimum, maximum) => {
  const order = ['solutionsPerChallenge', 'challengeTargetTime', 'challengeDeadline', 'challengeInterval'] as const
  const later = order.slice(order.indexOf(name as 'challengeInterval') + 1).map((one) => [one, 10n * DAY])
  const difficulty = name === 'initialDifficulty' ? value : 0n
  const own = name === 'initialDifficulty' ? {} : { ...Object.fromEntries(later), [name]: value }
  const command = setParameters({ ...own, initialDifficulty: [1n, 1n, difficulty, 0n, 1n] })
  expect(() => run(t.market(), command, { sender: owner })).toThrow(
    expect.objectContaining({
      errorName: 'ProofOfWorkVerifier_ParameterOutOfBounds',
      args: { name, value, minimum, maximum },
    }),
  )
})

test('args: the bounds themselves, and a deadline just after a short target', () => {
  const lowest = { solutionsPerChallenge: 1n, challengeTargetTime: 10n, challengeDeadline: 60n, challengeInterval: 0n }
  const highest = {
    ...{ solutionsPerChallenge: 128n, challengeTargetTime: 3_600n },
    ...{ challengeDeadline: DAY, challengeInterval: 7n * DAY, initialDifficulty: new Array(5).fill(2n ** 64n) },
  }
  for (const changes of [lowest, highest, { challengeTargetTime: 3_600n, challengeDeadline: 3_601n }])
    expect(refusal(t.market(), setParameters(changes), { sender: owner })).toBeUndefined()
  const short = { challengeTargetTime: 10n, challengeDeadline: 59n }
  expect(refusal(t.market(), setParameters(short), { sender: owner })).toMatch(/OutOfBounds/)
})

test("error: what is the owner's", () => {
  const set = call('setNodeRegistry', { newNodeRegistry: provider })
  for (const command of [set, setParameters()])
    expect(refusal(market(), command, at(START))).toBe('AccessControlUnauthorizedAccount')
  expect(refusal(market(), set, at(START, owner))).toBe('ProofOfWorkVerifier_ReferenceAlreadySet')
})

test('behavior: parameters of another contract that an object has besides are not set, nor a list that is changed later', () => {
  const state = t.market()
  const before = state.parameters
  const initialDifficulty: [bigint, bigint, bigint, bigint, bigint] = [1n, 1n, 1n, 1n, 1n]
  t.after(state, [setParameters({ ...before, minimumStake: 5n, initialDifficulty } as never), { sender: owner }])
  initialDifficulty[0] = 7n
  expect(state.parameters).toEqual({ ...before, initialDifficulty: [1n, 1n, 1n, 1n, 1n] })
})
