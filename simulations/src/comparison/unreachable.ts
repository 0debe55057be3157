const code = 'replacing code is beyond the twin'
const first = 'the contracts know each other since they were deployed'
const gas = 'calls have more gas than they can use'

/** Errors that no history can meet, and functions that none can call to the end, with the reason. */
export const unreachable: Readonly<Record<string, string>> = {
  AddressEmptyCode: code,
  ERC1967InvalidImplementation: code,
  ERC1967NonPayable: code,
  FailedCall: code,
  InvalidInitialization: code,
  NotInitializing: code,
  UUPSUnauthorizedCallContext: code,
  UUPSUnsupportedProxiableUUID: code,
  WithExtension_NoCode: code,
  WithExtension_NoPlainPayments: 'a payment without a call is no command; to be refused one shows as a credit',
  Payouts_GasTooLow: gas,
  ReentrancyGuardReentrantCall: 'who is paid here has no code that calls back',
  SafeERC20FailedOperation: 'the dollar here reverts, and never answers false',
  EscrowManager_WrongAmountReceived: 'the dollar here takes no fee of its own',
  'taskMarketplace.setNodeRegistry': first,
  'taskMarketplace.setEscrowManager': first,
  'taskMarketplace.setPowVerifier': first,
  'proofOfWorkVerifier.setNodeRegistry': first,
}
