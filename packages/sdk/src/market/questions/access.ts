import * as chain from '@aiigo/clients'
import { roles } from '@aiigo/core'
import type { EventContract, MarketState } from '@aiigo/protocol'
import * as twin from '@aiigo/protocol'
import { type Question, question, setQuestion } from './question.ts'

/** Who may do what with each of the four contracts. That the owner paused it, and not a pauser, no view tells. */
export function accessQuestions(state: MarketState): Question[] {
  return (Object.keys(state.access) as EventContract[]).flatMap((contract) => {
    const [newAdmin, schedule] = twin.getPendingDefaultAdmin(state, contract)
    return [
      question('getOwner', chain.getOwner, { contract }, twin.getOwner(state, contract)),
      question('getPendingDefaultAdmin', chain.getPendingDefaultAdmin, { contract }, { newAdmin, schedule }),
      question('getPausedUntil', chain.getPausedUntil, { contract }, twin.getPausedUntil(state, contract)),
      ...roleQuestions(state, contract),
    ]
  })
}

/** Of the roles that there are, and of those that somebody was given besides. The owner's own is asked for by its name. */
function roleQuestions(state: MarketState, contract: EventContract): Question[] {
  const { admin, ...others } = roles
  const known = new Set<`0x${string}`>([...Object.values(others), ...state.access[contract].roles.keys()])
  return Array.from(known, (role) => {
    const members = twin.getRoleMembers(state, contract, role)
    return setQuestion('getRoleMembers', chain.getRoleMembers, { contract, role }, members)
  })
}
