export { testAccount } from './accounts.ts'
export { AnvilNotFoundError, anvilBinary } from './anvil/anvilBinary.ts'
export {
  type Anvil,
  AnvilDiedError,
  AnvilPortInUseError,
  AnvilStartError,
  type StartAnvilOptions,
  startAnvil,
} from './anvil/startAnvil.ts'
export {
  type DeployedChain,
  type DeployedChainOptions,
  type MarketClient,
  startDeployedChain,
} from './deployedChain.ts'
export type { Fault, FaultShares } from './faultProxy/faults.ts'
export { type FaultProxy, type FaultProxyOptions, startFaultProxy } from './faultProxy/startFaultProxy.ts'
export { usdCoinAbi, usdCoinBytecode } from './generated/usdCoin.ts'
