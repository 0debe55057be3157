import { ResourceType, roles } from '@aiigo/core'
import {
  type EventContract,
  getNodeRegistryParameters,
  getOwner,
  getPausedUntil,
  getPendingDefaultAdmin,
  getPlatformFeeBps,
  getProofOfWorkVerifierParameters,
  getReferencePrice,
  getRoleMembers,
  getTaskMarketplaceParameters,
  hasRole,
  isPaused,
  type MarketState,
} from '@aiigo/protocol'
import { plainQuestion, type Question, question, questionOfEach, UNKNOWN_ACCOUNT } from './question.ts'

/** What is decided about the market, and who may decide it, at `time` (Unix seconds). */
export function governanceQuestions(state: MarketState, time: number): Question[] {
  const market = 'taskMarketplace'
  const types = Object.values(ResourceType)
  return [
    plainQuestion('nodeRegistry', 'parameters', getNodeRegistryParameters(state)),
    plainQuestion('proofOfWorkVerifier', 'parameters', getProofOfWorkVerifierParameters(state)),
    plainQuestion(market, 'parameters', getTaskMarketplaceParameters(state)),
    plainQuestion('escrowManager', 'platformFeeBps', getPlatformFeeBps(state)),
    plainQuestion(market, 'arbitrator', state.arbitrator),
    plainQuestion(market, 'priceOracle', state.priceOracle),
    questionOfEach(market, 'referencePrice', types, (type) => getReferencePrice(state, type)),
    ...(Object.keys(state.access) as EventContract[]).flatMap((contract) => accessQuestions(state, contract, time)),
  ]
}

function accessQuestions(state: MarketState, contract: EventContract, time: number): Question[] {
  const known = new Set([...Object.values(roles), ...state.access[contract].roles.keys()])
  const held = [...known].map((role) => ({ role, members: getRoleMembers(state, contract, role) }))
  const places = held.flatMap(({ role, members }) => members.map((member, i) => ({ role, member, i: BigInt(i) })))
  const asked = [...places, ...held.map(({ role }) => ({ role, member: UNKNOWN_ACCOUNT }))]
  return [
    plainQuestion(contract, 'owner', getOwner(state, contract)),
    plainQuestion(contract, 'defaultAdmin', getOwner(state, contract)),
    plainQuestion(contract, 'pendingDefaultAdmin', getPendingDefaultAdmin(state, contract)),
    plainQuestion(contract, 'pausedUntil', getPausedUntil(state, contract)),
    plainQuestion(contract, 'paused', isPaused(state, contract, time)),
    question(contract, 'getRoleMembers', held, ({ role, members }) => ({ args: [role], expected: members })),
    question(contract, 'getRoleMemberCount', held, ({ role, members }) => {
      return { args: [role], expected: BigInt(members.length) }
    }),
    question(contract, 'getRoleMember', places, ({ role, member, i }) => ({ args: [role, i], expected: member })),
    question(contract, 'hasRole', asked, ({ role, member }) => {
      return { args: [role, member], expected: hasRole(state, contract, role, member) }
    }),
  ]
}
