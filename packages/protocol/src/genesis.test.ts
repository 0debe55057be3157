import { defineParameters, roles } from '@aiigo/core'
import { expect, test } from 'vitest'
import { createState } from './createState.ts'
import { evolve } from './evolve.ts'
import { genesis } from './genesis.ts'
import * as t from './testing.ts'
import { getOwner, getPausedUntil, getPendingDefaultAdmin, getRoleMembers, hasRole, isPaused } from './views/access.ts'
import { getTreasury, isCurrencyAccepted } from './views/escrows.ts'
import * as views from './views/parameters.ts'

const address = (byte: string): `0x${string}` => `0x${byte.repeat(20)}`
const [usdc, treasury, deployer, priceOracle] = [address('c0'), address('7e'), address('de'), address('0e')]
const deployment = {
  ...{ chainId: 1, nodeRegistry: address('01'), proofOfWorkVerifier: address('02') },
  ...{ escrowManager: address('03'), taskMarketplace: address('04'), priceOracle },
}
const parties = { deployer, owner: t.owner, treasury, arbitrator: t.arbitrator }

test('default', () => {
  const events = genesis({ deployment, ...parties })
  const state = events.reduce(evolve, createState(undefined, deployment))
  expect([getOwner(state, 'escrowManager'), state.arbitrator]).toEqual([t.owner, t.arbitrator])
  expect([getTreasury(state, 'nodeRegistry'), state.priceOracle]).toEqual([treasury, priceOracle])
  expect(getRoleMembers(state, 'nodeRegistry', roles.marketplace)).toEqual([deployment.taskMarketplace])
  expect(getRoleMembers(state, 'taskMarketplace', roles.admin)).toEqual([t.owner])
  expect(getRoleMembers(state, 'taskMarketplace', roles.releaser)).toEqual([])
  expect(hasRole(state, 'proofOfWorkVerifier', roles.challenger, t.owner)).toBe(true)
  expect(getPendingDefaultAdmin(state, 'taskMarketplace')).toEqual([t.ETH, 0])
  expect([getPausedUntil(state, 'nodeRegistry'), isPaused(state, 'nodeRegistry', 0)]).toEqual([0n, false])
  expect(views.getReferencePrice(state, 0)).toBe(15n * 10n ** 12n)
})

test('args: parameters, a currency, other holders, a place in the log', () => {
  const parameters = defineParameters({ attempts: 5n, platformFeeBps: 100n, registrationFee: 7n })
  const holders = { pauser: t.buyer, reviewer: t.buyer, challenger: t.buyer }
  const referencePrices = [1n, 2n, 3n, 4n, 5n] as const
  const options = { deployment, ...parties, ...holders, parameters, usdc, referencePrices, time: 100, block: 9 }
  const events = genesis(options)
  const state = events.reduce(evolve, createState())
  expect(events[0]).toMatchObject({ time: 100, block: 9, index: 0 })
  expect(events.at(-1)).toMatchObject({ name: 'ReferencePriceUpdated', time: 103, block: 12 })
  expect(views.getTaskMarketplaceParameters(state).attempts).toBe(5n)
  expect(views.getNodeRegistryParameters(state).registrationFee).toBe(7n)
  expect(views.getProofOfWorkVerifierParameters(state).solutionsPerChallenge).toBe(64n)
  expect([views.getPlatformFeeBps(state), isCurrencyAccepted(state, usdc)]).toEqual([100n, true])
  expect(hasRole(state, 'nodeRegistry', roles.reviewer, t.buyer)).toBe(true)
})
