import { startAnvilChain } from './anvil.ts'
import type { StartChain } from './chain.ts'
import { startEthereumjsChain } from './ethereumjs.ts'

/** Who carries out the contracts' code: two implementations that have no line in common. */
export const chains = {
  anvil: startAnvilChain,
  ethereumjs: startEthereumjsChain,
} satisfies Record<string, StartChain>

export type EvmName = keyof typeof chains
