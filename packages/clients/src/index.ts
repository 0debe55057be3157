export { type Role, roles } from '@aiigo/core'
export * from './actions/index.ts'
export { type AiigoActions, aiigoActions } from './aiigoActions.ts'
export type { ReadClient, ReadOptions } from './call/read.ts'
export type { WriteClient, WriteOptions } from './call/write.ts'
export type {
  ExtendedContract,
  GovernedContract,
  PayoutContract,
  RegistryUser,
  UpgradeableContract,
} from './contracts.ts'
export {
  type CheckDeploymentParameters,
  checkDeployment,
  DeploymentCheckError,
} from './deploy/checkDeployment.ts'
export {
  type DeployMarketplaceOptions,
  DeploymentRacedError,
  deployMarketplace,
} from './deploy/deployMarketplace.ts'
export type { Deployment } from './deployment.ts'
export { decodeError, ProtocolError } from './errors/decodeError.ts'
export type { ErrorArgs, ErrorName } from './errors/explanations.ts'
export { RpcFaultError, type RpcFaultKind } from './errors/rpcFault.ts'
export { eventAddresses, type GetEventsParameters, getEvents } from './events/getEvents.ts'
export {
  type EncodedLog,
  type EventContract,
  type MarketEvent,
  type MarketEventName,
  parseEvents,
} from './events/parseEvents.ts'
export {
  TransactionRevertedError,
  type WaitForEventsParameters,
  type WaitForEventsReturnType,
  waitForEvents,
} from './events/waitForEvents.ts'
export { type WatchEventsParameters, watchEvents } from './events/watchEvents.ts'
export type {
  NodeRegistryParameters,
  Permit,
  ProofOfWorkVerifierParameters,
  TaskClaim,
  TaskMarketplaceParameters,
  TaskRequest,
} from './structs.ts'
