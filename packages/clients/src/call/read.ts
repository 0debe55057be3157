import type {
  Abi,
  Account,
  Address,
  Chain,
  Client,
  ContractFunctionArgs,
  ContractFunctionName,
  ContractFunctionReturnType,
  Transport,
} from 'viem'
import { readContract } from 'viem/actions'
import { decodeError } from '../errors/decodeError.ts'
import { checkEnums } from './checkEnums.ts'
import { checkOptions } from './checkOptions.ts'
import { invalidArgument } from './invalidArgument.ts'

/** Any viem client; it need not have an account. */
export type ReadClient = Client<Transport, Chain | undefined, Account | undefined>

export type ReadOptions = {
  /** As of this block; by default the newest. */
  blockNumber?: bigint
  /** An abort throws its reason. */
  signal?: AbortSignal
}

type ViewName<abi extends Abi> = ContractFunctionName<abi, 'pure' | 'view'>
type ViewArgs<abi extends Abi, name extends ViewName<abi>> = ContractFunctionArgs<abi, 'pure' | 'view', name>

/** What a view returns. */
export type ViewResult<abi extends Abi, name extends ViewName<abi>> = ContractFunctionReturnType<
  abi,
  'pure' | 'view',
  name
>

export type View<abi extends Abi, name extends ViewName<abi>> = {
  abi: abi
  address: Address
  functionName: name
  args: ViewArgs<abi, name>
}

/**
 * Calls a view. What every reading action does.
 *
 * @throws InvalidArgumentError, ProtocolError, RpcFaultError, or the signal's reason
 */
export async function read<const abi extends Abi, const name extends ViewName<abi>>(
  client: ReadClient,
  view: View<abi, name>,
  options: ReadOptions = {},
): Promise<ContractFunctionReturnType<abi, 'pure' | 'view', name, ViewArgs<abi, name>>> {
  const { blockNumber, signal } = checkOptions('options', options)
  checkEnums(view as never)
  const request = {
    ...view,
    ...(blockNumber === undefined ? {} : { blockNumber }),
    // Not without a signal: viem puts views into one multicall where they have the same options.
    ...(signal ? { requestOptions: { signal } } : {}),
  }
  try {
    return (await readContract(client, request as never)) as never
  } catch (error) {
    signal?.throwIfAborted()
    throw invalidArgument(view as never) ?? decodeError(error)
  }
}
