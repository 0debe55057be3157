import { parameters, roles } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../decide.ts'
import type { EventContract } from '../events.ts'
import { evolve } from '../evolve.ts'
import { ETH as NOBODY } from '../hex.ts'
import { event } from '../testing.ts'
import { getRoleMembers } from '../views/access.ts'
import * as t from './taskMarketplace/testing.ts'

const { owner, buyer: stranger, arbitrator: guardian, provider: heir, treasury } = t
const contracts = ['nodeRegistry', 'proofOfWorkVerifier', 'escrowManager', 'taskMarketplace'] as const
const by = (sender: `0x${string}`, time = 10_000) => ({ sender, time })
const PAUSE = Number(parameters.pauseDuration)

type Shared = Extract<Command, { contract: 'escrowManager' }>
type Args<name> = Extract<Shared, { name: name }>['args']

function call<name extends Shared['name']>(name: name, args: Args<name>, contract: EventContract = 'escrowManager') {
  return { contract, name, args } as Command
}

const pause = call('pause', {})
const unpause = call('unpause', {})
const handTo = (newOwner: `0x${string}`) => call('transferOwnership', { newOwner })
const accept = call('acceptDefaultAdminTransfer', {})
const guarded = () => t.after(t.market(), [call('grantRole', { role: roles.pauser, account: guardian }), by(owner)])
const said = (state: ReturnType<typeof t.market>, command: Command, given = by(owner)) =>
  t.run(state, command, given).map(({ name, args }) => [name, ...Object.values(args)])

test.each(contracts)('default: %s', (contract) => {
  const state = t.market()
  t.run(state, call('pause', {}, contract), by(owner))
  expect(state.access[contract]).toMatchObject({ pausedUntil: 10_000 + PAUSE, pausedByOwner: true })
  t.run(state, call('unpause', {}, contract), by(owner, 10_001))
  expect(state.access[contract].pausedUntil).toBe(10_001)
  t.run(state, call('grantRole', { role: roles.pauser, account: guardian }, contract), by(owner))
  expect(state.access[contract].roles.get(roles.pauser)?.has(guardian)).toBe(true)
  t.run(state, call('beginDefaultAdminTransfer', { newAdmin: heir }, contract), by(owner))
  t.run(state, call('acceptDefaultAdminTransfer', {}, contract), by(heir, 10_001))
  expect(state.access[contract]).toMatchObject({ owner: heir, pendingOwner: undefined, pendingSince: 0 })
})

test('behavior: a role is granted once and taken once; nothing is said the second time', () => {
  const state = guarded()
  const grant = { role: roles.pauser, account: guardian }
  expect(said(state, call('grantRole', grant))).toEqual([])
  expect(said(state, call('revokeRole', grant))).toEqual([['RoleRevoked', roles.pauser, guardian, owner]])
  expect(said(state, call('revokeRole', grant))).toEqual([])
  t.run(state, call('grantRole', grant), by(owner))
  expect(said(state, call('renounceRole', grant), by(guardian))).toHaveLength(1)
  expect(said(state, call('renounceRole', { role: roles.admin, account: guardian }), by(guardian))).toEqual([])
})

test('behavior: who comes last takes the place of one who loses a role', () => {
  const state = t.market()
  const change = (name: 'grantRole' | 'revokeRole', account: `0x${string}`) =>
    t.run(state, call(name, { role: roles.pauser, account }), by(owner))
  const members = () => getRoleMembers(state, 'escrowManager', roles.pauser)
  const first = members()
  for (const account of [guardian, heir, stranger]) change('grantRole', account)
  expect(members()).toEqual([...first, guardian, heir, stranger])
  change('revokeRole', guardian)
  expect(members()).toEqual([...first, stranger, heir])
  change('revokeRole', heir)
  expect(members()).toEqual([...first, stranger])
})

test('behavior: a hand-over is replaced, cancelled or accepted, a second later at the earliest', () => {
  const state = t.market()
  expect(said(state, handTo(stranger))).toEqual([['DefaultAdminTransferScheduled', stranger, 10_000]])
  expect(said(state, handTo(heir)).map(([name]) => name)).toEqual([
    'DefaultAdminTransferCanceled',
    'DefaultAdminTransferScheduled',
  ])
  expect(t.refusal(state, accept, by(stranger, 10_001))).toBe('AccessControlInvalidDefaultAdmin')
  expect(t.refusal(state, accept, by(heir))).toBe('AccessControlEnforcedDefaultAdminDelay')
  expect(said(state, accept, by(heir, 10_001))).toEqual([
    ['RoleRevoked', roles.admin, owner, heir],
    ['RoleGranted', roles.admin, heir, heir],
  ])
  expect(said(state, handTo(owner), by(heir))).toHaveLength(1)
  expect(said(state, call('cancelDefaultAdminTransfer', {}), by(heir))).toEqual([['DefaultAdminTransferCanceled']])
  expect(said(state, call('cancelDefaultAdminTransfer', {}), by(heir))).toEqual([])
  expect(t.refusal(state, accept, by(owner, 20_000))).toBe('AccessControlInvalidDefaultAdmin')
})

test('behavior: a guardian pauses once in a while and ends what guardians began; the owner always may', () => {
  const state = guarded()
  t.run(state, pause, by(guardian))
  expect(t.refusal(state, pause, by(owner))).toBe('Governed_Paused')
  t.run(state, unpause, by(guardian, 11_000))
  expect(t.refusal(state, pause, by(guardian, 11_000 + PAUSE - 1))).toBe('Governed_PausedTooRecently')
  expect(t.refusal(state, pause, by(guardian, 11_000 + PAUSE))).toBeUndefined()
  t.run(state, pause, by(owner, 11_001))
  expect(t.refusal(state, unpause, by(guardian, 11_002))).toBe('Governed_PausedByOwner')
  expect(t.refusal(state, unpause, by(guardian, 11_001 + PAUSE))).toBe('Governed_NotPaused')
})

test('behavior: credits add up within a transaction, and are taken out by whom they are for', () => {
  const state = t.market()
  const credit = { currency: NOBODY, account: heir, amount: 5n, totalCredit: 5n }
  evolve(state, event('CreditAdded', credit, 1_000, 'escrowManager'))
  const withdraw = call('withdrawCredit', { currency: NOBODY, to: stranger })
  expect(t.refusal(state, withdraw, { sender: heir, refuses: () => true })).toBe('Payouts_TransferFailed')
  expect(said(state, withdraw, by(heir))).toEqual([['CreditWithdrawn', NOBODY, heir, stranger, 5n]])
  expect(t.refusal(state, withdraw, by(heir))).toBe('Payouts_NoCredit')
})

test('behavior: what accrued goes to the treasury, whoever asks', () => {
  const state = t.market()
  const sweep = call('sweepFees', { currency: NOBODY }, 'nodeRegistry')
  expect(said(state, sweep, by(stranger))).toEqual([['FeesSwept', NOBODY, treasury, 100n]])
  expect(t.refusal(state, sweep, by(stranger))).toBe('Payouts_NoFees')
  expect(t.refusal(state, call('sweepFees', { currency: t.usdc }, 'nodeRegistry'), by(stranger))).toBe('Payouts_NoFees')
  const { nodeRegistry, escrowManager } = t.deployment
  expect(t.refusal(state, call('setTreasury', { newTreasury: escrowManager }), by(owner))).toBe(
    'Payouts_InvalidTreasury',
  )
  // Allowed, and no ETH ever gets there.
  t.run(state, call('setTreasury', { newTreasury: nodeRegistry }), by(owner))
  state.fees.set(NOBODY, 1n)
  expect(t.refusal(state, call('sweepFees', { currency: NOBODY }), by(owner))).toBe('Payouts_TransferFailed')
})

const admin = roles.admin
const role = roles.pauser
test.each<[string, Command, `0x${string}`, string]>([
  ['no pauser pauses', pause, stranger, 'Governed_NotPauser'],
  ['no pauser unpauses', unpause, stranger, 'Governed_NotPauser'],
  ['nothing is paused', unpause, owner, 'Governed_NotPaused'],
  ['a stranger hands over', handTo(NOBODY), stranger, 'AccessControlUnauthorizedAccount'],
  ['to nobody', handTo(NOBODY), owner, 'Governed_ZeroAddress'],
  ['a stranger cancels', call('cancelDefaultAdminTransfer', {}), stranger, 'AccessControlUnauthorizedAccount'],
  ['nothing to accept', accept, stranger, 'AccessControlInvalidDefaultAdmin'],
  [
    'the owner role is granted',
    call('grantRole', { role: admin, account: owner }),
    stranger,
    'AccessControlEnforcedDefaultAdminRules',
  ],
  [
    'the owner role is revoked',
    call('revokeRole', { role: admin, account: owner }),
    stranger,
    'AccessControlEnforcedDefaultAdminRules',
  ],
  ['a stranger grants', call('grantRole', { role, account: stranger }), stranger, 'AccessControlUnauthorizedAccount'],
  ['a stranger revokes', call('revokeRole', { role, account: stranger }), stranger, 'AccessControlUnauthorizedAccount'],
  [
    'the owner leaves',
    call('renounceRole', { role: admin, account: owner }),
    stranger,
    'AccessControlEnforcedDefaultAdminDelay',
  ],
  [
    "another one's role is given up",
    call('renounceRole', { role, account: owner }),
    stranger,
    'AccessControlBadConfirmation',
  ],
  [
    'to nobody, before the credit is looked at',
    call('withdrawCredit', { currency: NOBODY, to: NOBODY }),
    stranger,
    'Payouts_InvalidRecipient',
  ],
  [
    'a stranger names a treasury',
    call('setTreasury', { newTreasury: NOBODY }),
    stranger,
    'AccessControlUnauthorizedAccount',
  ],
  ['nobody is the treasury', call('setTreasury', { newTreasury: NOBODY }), owner, 'Payouts_InvalidTreasury'],
])('error: %s', (_, command, sender, expected) => {
  expect(t.refusal(t.market(), command, { sender })).toBe(expected)
})
