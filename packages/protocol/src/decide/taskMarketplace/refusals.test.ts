import { AssignmentMode } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../../decide.ts'
import { ETH, NO_ID } from '../../hex.ts'
import type { MarketState } from '../../state.ts'
import type { Context } from '../transaction.ts'
import * as t from './testing.ts'

const { taskId, nodeId, owner, usdc, resultHash, COST } = t
const { after, call, create, post, submit, paid, byProvider, newParameters } = t
const { open, working, completed, direct, auctioned, assigned } = t

const accept = call('acceptTask', { taskId, nodeId })
const unknown = { taskId: NO_ID }
const stranger = { sender: owner }
const late = { time: 999_999 }
const LONG = '€'.repeat(86)

// Each line breaks everything from its own requirement on: the first one names the error.
const all = { duration: 59n, maxPrice: 0n, requiredPower: 2n ** 104n, minTrustLevel: 5, specificationURI: '' }
const { duration: _1, ...price } = all
const { maxPrice: _2, ...power } = price
const { requiredPower: _3, ...trust } = power
const { minTrustLevel: _4, ...uri } = trust
const wrongForm = { mode: 3, directNode: nodeId, resourceType: 5 }
const wrongNode = { mode: 0, directNode: nodeId, resourceType: 5 }
const small = { maxPrice: 1n, resourceType: 5 }
const parametersOf = (changes: Partial<typeof newParameters>) =>
  call('setParameters', { newParameters: { ...newParameters, ...changes } })

test.each<[string, () => MarketState, Command, Partial<Context>]>([
  ['Reverted', t.market, create({ ...all, resourceType: 5 }), {}],
  ['TaskMarketplace_DurationOutOfRange', t.market, post({ ...all, ...wrongForm }), {}],
  ['TaskMarketplace_DurationOutOfRange', t.market, create({ ...all, duration: 2_592_001n }), {}],
  ['TaskMarketplace_PriceOutOfRange', t.market, create(price), {}],
  ['TaskMarketplace_PriceOutOfRange', t.market, create({ ...price, maxPrice: 2n ** 88n }), {}],
  ['TaskMarketplace_PowerOutOfRange', t.market, create(power), {}],
  ['TaskMarketplace_TrustLevelOutOfRange', t.market, create(trust), {}],
  ['TaskMarketplace_InvalidUri', t.market, create(uri), {}],
  ['TaskMarketplace_InvalidUri', t.market, post({ ...wrongForm, specificationURI: LONG }), {}],
  ['Reverted', t.market, post({ ...wrongForm, ...small }), {}],
  ['TaskMarketplace_InvalidDirectNode', t.market, post({ ...wrongNode, ...small }), {}],
  ['TaskMarketplace_InvalidDirectNode', t.market, post({ mode: AssignmentMode.Direct }), {}],
  ['TaskMarketplace_TaskTooSmall', t.market, post(small), {}],
  ['TaskMarketplace_TaskTooSmall', t.market, create({ maxPrice: 1n }), {}],
  ['TaskMarketplace_TaskTooSmall', t.market, post({ currency: usdc, maxPrice: 999_999n }), paid],
  ['TaskMarketplace_WrongPayment', t.market, create(), { value: COST + 1n }],
  ['TaskMarketplace_WrongPayment', t.market, post({ currency: usdc, resourceType: 5 }), paid],
  ['Reverted', open, post({ resourceType: 5 }), paid],
  ['TaskMarketplace_TaskExists', open, post(), paid],
  ['EscrowManager_CurrencyNotAccepted', t.market, post({ currency: owner }), {}],

  ['TaskMarketplace_UnknownTask', open, call('acceptTask', { ...unknown, nodeId }), {}],
  ['TaskMarketplace_WrongStatus', working, accept, late],
  ['TaskMarketplace_OpenWindowOver', auctioned, accept, late],
  ['TaskMarketplace_WrongMode', auctioned, accept, {}],
  ['TaskMarketplace_NotDirectNode', direct, call('acceptTask', { taskId, nodeId: NO_ID }), {}],
  ['NodeRegistry_UnknownNode', open, call('acceptTask', { taskId, nodeId: NO_ID }), {}],
  ['NodeRegistry_NotNodeOwner', open, accept, stranger],

  ['TaskMarketplace_WrongStatus', working, call('startTask', { taskId }), {}],
  ['TaskMarketplace_NotProvider', assigned, call('startTask', { taskId }), {}],
  ['TaskMarketplace_UnknownTask', open, call('submitResult', { ...unknown, resultHash, resultURI: '' }), {}],
  ['TaskMarketplace_WrongStatus', open, submit, {}],
  ['TaskMarketplace_NotProvider', working, call('submitResult', { taskId, resultHash: NO_ID, resultURI: LONG }), {}],
  [
    'TaskMarketplace_EmptyResult',
    working,
    call('submitResult', { taskId, resultHash: NO_ID, resultURI: LONG }),
    byProvider,
  ],
  ['TaskMarketplace_InvalidUri', working, call('submitResult', { taskId, resultHash, resultURI: LONG }), byProvider],
  ['TaskMarketplace_WrongStatus', open, call('abandonTask', { taskId }), {}],
  ['TaskMarketplace_NotProvider', assigned, call('abandonTask', { taskId }), {}],

  ['TaskMarketplace_NotBuyer', completed, call('approveResult', { taskId }), stranger],
  ['TaskMarketplace_WrongStatus', working, call('approveResult', { taskId }), {}],
  ['TaskMarketplace_NotBuyer', working, call('cancelTask', { taskId }), stranger],
  ['TaskMarketplace_WrongStatus', working, call('cancelTask', { taskId }), {}],
  ['TaskMarketplace_WrongStatus', working, call('finalizeTask', { taskId }), {}],
  ['TaskMarketplace_ReviewWindowNotOver', completed, call('finalizeTask', { taskId }), { time: 96_400 }],
  ['TaskMarketplace_WrongStatus', open, call('timeoutTask', { taskId }), late],
  ['TaskMarketplace_StartWindowNotOver', assigned, call('timeoutTask', { taskId }), { time: 11_300 }],
  ['TaskMarketplace_DeadlineNotOver', working, call('timeoutTask', { taskId }), { time: 14_200 }],
  ['TaskMarketplace_WrongStatus', working, call('expireTask', { taskId }), {}],
  ['TaskMarketplace_OpenWindowNotOver', open, call('expireTask', { taskId }), { time: 614_800 }],

  ['Reverted', t.market, call('setReferencePrice', { resourceType: 5, price: 2n ** 88n }), {}],
  [
    'TaskMarketplace_PriceOutOfRange',
    t.market,
    call('setReferencePrice', { resourceType: 0, price: 2n ** 88n }),
    stranger,
  ],
  ['AccessControlUnauthorizedAccount', t.market, call('setArbitrator', { newArbitrator: ETH }), {}],
  ['TaskMarketplace_InvalidArbitrator', t.market, call('setArbitrator', { newArbitrator: ETH }), stranger],
  ['TaskMarketplace_InvalidArbitrator', t.market, call('setArbitrator', { newArbitrator: owner }), stranger],
  ['TaskMarketplace_ZeroAddress', t.market, call('setPriceOracle', { newPriceOracle: ETH }), stranger],
  ['AccessControlUnauthorizedAccount', t.market, call('setNodeRegistry', { newNodeRegistry: ETH }), {}],
  ['TaskMarketplace_ReferenceAlreadySet', t.market, call('setNodeRegistry', { newNodeRegistry: ETH }), stranger],
  ['TaskMarketplace_ReferenceAlreadySet', t.market, call('setEscrowManager', { newEscrowManager: ETH }), stranger],
  ['TaskMarketplace_ReferenceAlreadySet', t.market, call('setPowVerifier', { newPowVerifier: ETH }), stranger],
  ['AccessControlUnauthorizedAccount', t.market, parametersOf({ attempts: 0n }), {}],
  ['TaskMarketplace_ParameterOutOfBounds', t.market, parametersOf({ attempts: 11n }), stranger],
  [
    'TaskMarketplace_ParameterOutOfBounds',
    t.market,
    parametersOf({ openWindow: 3_600n, commitWindow: 3_600n }),
    stranger,
  ],
])('error: %s', (errorName, state, command, given) => {
  expect(t.refusal(state(), command, given)).toBe(errorName)
})

test('error: paused, nothing is posted or taken, and what runs goes on', () => {
  const pause = (state: MarketState) => after(state, [call('pause', {}), stranger])
  const refusals = (state: MarketState, ...commands: Command[]) => commands.map((one) => t.refusal(pause(state), one))
  expect(refusals(open(), create({ duration: 0n }))).toEqual(['Governed_Paused'])
  expect(refusals(open(), post({ duration: 0n }))).toEqual(['Governed_Paused'])
  expect(refusals(open(), call('acceptTask', { ...unknown, nodeId }))).toEqual(['Governed_Paused'])
  expect(refusals(completed(), call('approveResult', { taskId }))).toEqual([undefined])
})
