import { BaseError } from '@aiigo/core'
import { withoutUrls } from './redacted.ts'

/** What can go wrong between a client and the chain, in one word each. */
export type RpcFaultKind =
  | 'timeout'
  | 'rateLimited'
  | 'unreachable'
  | 'unavailable'
  | 'unauthorized'
  | 'insufficientFunds'
  | 'rejectedByUser'
  | 'nonce'
  | 'fee'
  | 'wrongChain'
  | 'noContract'
  | 'noAccount'
  | 'reverted'
  | 'unknown'

type Explanation = { message: string; hint: string; retryable: boolean }

/** Transport faults may pass; what the wallet or its balance refuses does not pass by itself. */
const explanations: { readonly [kind in RpcFaultKind]: Explanation } = {
  timeout: {
    message: 'The node of the chain did not answer in time.',
    hint: 'Try again. Whether a transaction was sent is not known: look at the nonce of the account first.',
    retryable: true,
  },
  rateLimited: {
    message: 'The node of the chain refuses further requests for now.',
    hint: 'Wait a little and try again, or use a plan or a node that allows more requests.',
    retryable: true,
  },
  unreachable: {
    message: 'The node of the chain cannot be reached.',
    hint: 'Check that it runs, the URL of the transport, and the network; then try again.',
    retryable: true,
  },
  unavailable: {
    message: 'The node of the chain is out of order for now.',
    hint: 'Wait a little and try again, or use another node.',
    retryable: true,
  },
  unauthorized: {
    message: 'The node of the chain does not serve this client.',
    hint: 'Check the key in the URL of the transport, and what the plan allows.',
    retryable: false,
  },
  insufficientFunds: {
    message: 'The account does not hold enough ETH for the value and the gas.',
    hint: 'Send ETH to the account, or lower the value.',
    retryable: false,
  },
  rejectedByUser: {
    message: 'The request was declined in the wallet.',
    hint: 'Nothing was sent. Ask again when the user wants to.',
    retryable: false,
  },
  nonce: {
    message: 'The transaction has a nonce that does not fit the account.',
    hint: 'Another transaction of this account was sent at the same time; try again, one after the other.',
    retryable: true,
  },
  fee: {
    message: 'The fee of the transaction does not fit the chain right now.',
    hint: 'Try again: the fee is estimated anew.',
    retryable: true,
  },
  wrongChain: {
    message: 'The client is connected to another chain than it says.',
    hint: 'Use the chain of the deployment for the client and for the wallet.',
    retryable: false,
  },
  noContract: {
    message: 'There is no such contract on this chain.',
    hint: 'Check that the deployment belongs to the chain that the client is connected to.',
    retryable: false,
  },
  noAccount: {
    message: 'The client has no account to sign with.',
    hint: 'Give the client an `account`, or pass one with the call.',
    retryable: false,
  },
  reverted: {
    message: 'The contract refused the call.',
    hint: 'It gave no reason that the ABIs know. Check that the deployment is of this version.',
    retryable: false,
  },
  unknown: {
    message: 'The call to the chain failed.',
    hint: 'The cause below says more.',
    retryable: false,
  },
}

/** Names of viem's errors; by name, as a program may hold two copies of viem. */
const kindByName: { readonly [name: string]: RpcFaultKind } = {
  UserRejectedRequestError: 'rejectedByUser',
  InsufficientFundsError: 'insufficientFunds',
  NonceTooLowError: 'nonce',
  NonceTooHighError: 'nonce',
  FeeCapTooLowError: 'fee',
  FeeCapTooHighError: 'fee',
  TipAboveFeeCapError: 'fee',
  ChainMismatchError: 'wrongChain',
  ChainDisconnectedError: 'unreachable',
  ProviderDisconnectedError: 'unreachable',
  ContractFunctionZeroDataError: 'noContract',
  AccountNotFoundError: 'noAccount',
  TimeoutError: 'timeout',
  WaitForTransactionReceiptTimeoutError: 'timeout',
  LimitExceededRpcError: 'rateLimited',
  ResourceUnavailableRpcError: 'unavailable',
  SocketClosedError: 'unreachable',
  WebSocketRequestError: 'unreachable',
  ContractFunctionRevertedError: 'reverted',
  ExecutionRevertedError: 'reverted',
}

/** Codes of JSON-RPC and of providers that count requests in their own ways. */
const kindByCode: { readonly [code: number]: RpcFaultKind } = {
  4001: 'rejectedByUser',
  429: 'rateLimited',
  [-32005]: 'rateLimited',
  [-32007]: 'rateLimited',
  [-32016]: 'rateLimited',
  [-32029]: 'rateLimited',
  [-32097]: 'rateLimited',
  [-32011]: 'unavailable',
  [-32002]: 'unavailable',
}

const kindByStatus: { readonly [status: number]: RpcFaultKind } = {
  401: 'unauthorized',
  403: 'unauthorized',
  408: 'timeout',
  429: 'rateLimited',
  500: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timeout',
  520: 'unavailable',
  522: 'timeout',
  524: 'timeout',
}

/** Sorts a chain of errors (outermost first) into a fault; the most specific link decides. */
export function rpcFault(chain: readonly Error[], cause: unknown): RpcFaultError {
  return new RpcFaultError(kindOf(chain), { cause, seen: lastWords(chain) })
}

function kindOf(chain: readonly Error[]): RpcFaultKind {
  const links = chain as readonly (Error & { code?: unknown; status?: unknown })[]
  for (const { name } of links) if (Object.hasOwn(kindByName, name)) return kindByName[name] as RpcFaultKind
  for (const { code } of links) if (typeof code === 'number' && kindByCode[code]) return kindByCode[code]
  for (const { status } of links) if (typeof status === 'number' && kindByStatus[status]) return kindByStatus[status]
  // An answer that is no JSON, mostly the page of a proxy; viem forgets its status.
  if (links.some(({ name }) => name === 'SyntaxError')) return 'unavailable'
  // Without a status there was no answer at all: refused, reset, no such host.
  if (links.some(({ name, status }) => name === 'HttpRequestError' && status === undefined)) return 'unreachable'
  return 'unknown'
}

/** What the innermost error says. The whole message would repeat the request, and the URL with the key in it. */
function lastWords(chain: readonly Error[]): string | undefined {
  const error = chain.at(-1) as (Error & { shortMessage?: string; details?: string }) | undefined
  const words = error?.details || error?.shortMessage || error?.message
  return words && withoutUrls(words).split('\n')[0]
}

/** The call did not get through, or the chain refused it for a reason that is not the protocol's. */
export class RpcFaultError extends BaseError {
  override name = 'RpcFaultError'
  readonly kind: RpcFaultKind

  constructor(kind: RpcFaultKind, { cause, seen }: { cause?: unknown; seen?: string | undefined } = {}) {
    const { message, hint, retryable } = explanations[kind]
    super(message, { details: seen ? [`Seen: ${seen}`] : [], hint, retryable, cause })
    this.kind = kind
  }
}
