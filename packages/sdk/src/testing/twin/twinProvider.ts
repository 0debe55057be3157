import { type Address, type Hex, numberToHex } from 'viem'
import { callMethods } from './callMethods.ts'
import { chainMethods, type Methods } from './chainMethods.ts'
import { UnsupportedByTestMarketError } from './errors.ts'
import { addFilter, createFilters, filterChanges } from './filters.ts'
import type { LogFilter } from './logs.ts'
import { settle, turnClock } from './mine.ts'
import { type Signers, signerFor, signTypedData } from './signing.ts'
import { snapshot, type World } from './world.ts'

/** As EIP-1193 asks for. */
export type TwinProvider = { request(request: { method: string; params?: unknown }): Promise<unknown> }

/**
 * A node that has no chain: it answers with the twin of the contracts, in microseconds. Every client of viem works on it by
 * `custom(provider)`.
 */
export function twinProvider(world: World, signers: Signers): TwinProvider {
  const methods: Methods = {
    ...chainMethods(world),
    ...callMethods(world),
    ...accountMethods(world, signers),
    ...filterMethods(world),
    ...testMethods(world),
  }
  return {
    async request({ method, params = [] }) {
      const answer = methods[method]
      if (!answer) throw new UnsupportedByTestMarketError(method)
      return answer(...(params as never[]))
    },
  }
}

function accountMethods(world: World, signers: Signers): Methods {
  return {
    eth_accounts: () => [...signers.keys()],
    eth_requestAccounts: () => [...signers.keys()],
    eth_signTypedData_v4: (address: Address, typedData: string) => signTypedData(signers, address, typedData),
    personal_sign: (raw: Hex, address: Address) => signerFor(signers, address).signMessage({ message: { raw } }),
    wallet_getCapabilities: () => ({ [numberToHex(world.deployment.chainId)]: {} }),
  }
}

function filterMethods(world: World): Methods {
  const filters = createFilters()
  return {
    eth_newFilter: (filter: LogFilter) => addFilter(filters, world, filter),
    eth_newBlockFilter: () => addFilter(filters, world, undefined),
    eth_getFilterChanges: (id: Hex) => filterChanges(filters, world, id),
    eth_uninstallFilter: (id: Hex) => filters.all.delete(id),
  }
}

function testMethods(world: World): Methods {
  const snapshots: (() => void)[] = []
  return {
    evm_increaseTime: (seconds: Hex | number) => {
      world.ahead += Number(seconds)
      return world.ahead
    },
    evm_mine: () => {
      turnClock(world)
      settle(world)
      return '0x0'
    },
    evm_snapshot: () => numberToHex(snapshots.push(snapshot(world)) - 1),
    evm_revert: (id: Hex) => {
      const revert = snapshots[Number(id)]
      revert?.()
      return revert !== undefined
    },
  }
}
