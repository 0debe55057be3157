import { checkAmount } from '@aiigo/core'
import type {
  Abi,
  Account,
  Address,
  Chain,
  Client,
  ContractFunctionArgs,
  ContractFunctionName,
  Hash,
  Transport,
} from 'viem'
import { estimateContractGas, simulateContract, writeContract } from 'viem/actions'
import { decodeError } from '../errors/decodeError.ts'
import { RpcFaultError } from '../errors/rpcFault.ts'
import { checkEnums } from './checkEnums.ts'
import { checkOptions } from './checkOptions.ts'
import { invalidArgument } from './invalidArgument.ts'

/** A viem client that can sign: with an account of its own, or with `account` in the options of each call. */
export type WriteClient = Client<Transport, Chain | undefined, Account | undefined>

export type WriteOptions = {
  /** By default the client's. */
  account?: Account | Address
  /** @default a quarter more than estimated */
  gas?: bigint
  nonce?: number
  /** Stops before the transaction is sent, and throws the signal's reason; afterwards nothing can stop it. */
  signal?: AbortSignal
}

type WriteName<abi extends Abi> = ContractFunctionName<abi, 'nonpayable' | 'payable'>

export type Call<abi extends Abi, name extends WriteName<abi>> = {
  abi: abi
  address: Address
  functionName: name
  args: ContractFunctionArgs<abi, 'nonpayable' | 'payable', name>
  /** wei */
  value?: bigint
}

/**
 * Sends a call and returns the transaction's hash. What every writing action does. The call is simulated first, so that
 * what the contract would refuse comes back as a decoded error and nothing is sent or paid.
 *
 * @throws InvalidArgumentError, ProtocolError, RpcFaultError, or the signal's reason
 */
export async function write<const abi extends Abi, const name extends WriteName<abi>>(
  client: WriteClient,
  call: Call<abi, name>,
  options: WriteOptions = {},
): Promise<Hash> {
  const { signal, account = client.account, ...rest } = checkOptions('options', options)
  checkEnums(call as never)
  if ('value' in call) checkAmount('value', call.value as bigint)
  if (!account) throw new RpcFaultError('noAccount')
  const request = { ...call, ...rest, account, chain: client.chain ?? null }
  try {
    await simulateContract(client, { ...request, requestOptions: { signal } } as never)
    const gas = rest.gas ?? withMargin(await estimateContractGas(client, request as never))
    signal?.throwIfAborted()
    return await writeContract(client, { ...request, gas } as never)
  } catch (error) {
    signal?.throwIfAborted()
    throw invalidArgument(call as never) ?? decodeError(error)
  }
}

/**
 * A node estimates what suffices in this very second. In the next block a timestamp may change a slot that it left alone
 * in the estimate, which costs thousands of gas more. What is not used is not paid.
 */
function withMargin(gas: bigint): bigint {
  return (gas * 5n) / 4n
}
