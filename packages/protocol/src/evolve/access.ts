import { roles } from '@aiigo/core'
import { fits, type Handlers } from '../fit.ts'
import { type Address, ETH as NOBODY } from '../hex.ts'

type AccessEvents =
  | 'RoleGranted'
  | 'RoleRevoked'
  | 'DefaultAdminTransferScheduled'
  | 'DefaultAdminTransferCanceled'
  | 'Paused'
  | 'Unpaused'

/** What each of the four contracts says about who may do what with it (Governed.sol). */
export const accessEvents: Handlers<AccessEvents> = {
  // An owner comes with the deployment, or as an heir who accepts.
  RoleGranted(state, event) {
    const access = state.access[event.contract]
    const { role, account } = event.args
    if (role === roles.admin) {
      fits(event, 'an owner', NOBODY, access.owner)
      access.owner = account
      access.pendingOwner = undefined
      access.pendingSince = 0
      return
    }
    const holders = access.roles.get(role)
    fits(event, 'a holder of the role:', false, holders?.has(account) ?? false)
    if (holders) holders.add(account)
    else access.roles.set(role, new Set([account]))
  },

  RoleRevoked(state, event) {
    const access = state.access[event.contract]
    const { role, account } = event.args
    if (role === roles.admin) {
      fits(event, 'an owner', account, access.owner)
      access.owner = NOBODY
      return
    }
    const holders = access.roles.get(role)
    fits(event, 'a holder of the role:', true, holders?.has(account) ?? false)
    access.roles.set(role, without(holders!, account))
  },

  DefaultAdminTransferScheduled(state, event) {
    const access = state.access[event.contract]
    access.pendingOwner = event.args.newAdmin
    access.pendingSince = event.args.acceptSchedule
  },

  DefaultAdminTransferCanceled(state, event) {
    const access = state.access[event.contract]
    access.pendingOwner = undefined
    access.pendingSince = 0
  },

  Paused(state, event) {
    const access = state.access[event.contract]
    access.pausedUntil = Number(event.args.until)
    access.pausedByOwner = event.args.account === access.owner
  },

  // Who paused last is asked only while a pause lasts, and the next one says it anew.
  Unpaused(state, event) {
    state.access[event.contract].pausedUntil = event.time
  },
}

/** As OpenZeppelin's EnumerableSet removes: the last one moves into the gap, and `getRoleMembers` has that order. */
function without(holders: ReadonlySet<Address>, account: Address): Set<Address> {
  const list = [...holders]
  const last = list.pop()!
  if (last !== account) list[list.indexOf(account)] = last
  return new Set(list)
}
