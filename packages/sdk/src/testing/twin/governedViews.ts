import { parameters, type Role, roles } from '@aiigo/core'
import type { EventContract, PayoutContract } from '@aiigo/protocol'
import * as protocol from '@aiigo/protocol'
import { type Address, type Hex, zeroHash } from 'viem'
import type { ContractName } from './codec.ts'
import { known, type Views } from './sight.ts'

const governed = (contract: ContractName): EventContract => contract as EventContract
const purse = (contract: ContractName): PayoutContract => contract as PayoutContract

/** What all four contracts answer. */
export const governedViews: Views = {
  owner: ({ market, contract }) => protocol.getOwner(market.state, governed(contract)),
  defaultAdmin: ({ market, contract }) => protocol.getOwner(market.state, governed(contract)),
  defaultAdminDelay: () => 0,
  pendingDefaultAdmin: ({ market, contract }) => protocol.getPendingDefaultAdmin(market.state, governed(contract)),
  paused: ({ market, contract, time }) => protocol.isPaused(market.state, governed(contract), time),
  pausedUntil: ({ market, contract }) => protocol.getPausedUntil(market.state, governed(contract)),
  PAUSE_DURATION: () => parameters.pauseDuration,
  getRoleAdmin: () => zeroHash,
  hasRole: ({ market, contract }, { role, account }: { role: Hex; account: Address }) =>
    protocol.hasRole(market.state, governed(contract), role, account),
  getRoleMembers: ({ market, contract }, { role }: { role: Hex }) =>
    protocol.getRoleMembers(market.state, governed(contract), role),
  getRoleMemberCount: ({ market, contract }, { role }: { role: Hex }) =>
    BigInt(protocol.getRoleMembers(market.state, governed(contract), role).length),
  getRoleMember: ({ market, contract }, { role, index }: { role: Hex; index: bigint }) => {
    const member = protocol.getRoleMembers(market.state, governed(contract), role)[Number(index)]
    return known(member, 'Panic', { code: 0x32n })
  },
  ...Object.fromEntries(Object.entries(roles).map(([name, role]) => [roleConstant(name as Role), () => role] as const)),
}

function roleConstant(name: Role): string {
  return name === 'admin' ? 'DEFAULT_ADMIN_ROLE' : `${name.toUpperCase()}_ROLE`
}

/** What the two contracts answer that hold money. */
export const payoutViews: Views = {
  treasury: ({ market, contract }) => protocol.getTreasury(market.state, purse(contract)),
  accruedFees: ({ market, contract }, { currency }: { currency: Address }) =>
    protocol.getAccruedFees(market.state, purse(contract), currency),
  creditOf: ({ market, contract }, { currency, account }: { currency: Address; account: Address }) =>
    protocol.getCreditOf(market.state, purse(contract), currency, account),
}
