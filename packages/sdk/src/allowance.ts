import { decodeError } from '@aiigo/clients'
import { type Address, erc20Abi, zeroAddress } from 'viem'
import { readContract, simulateContract, waitForTransactionReceipt, writeContract } from 'viem/actions'
import { accountOf, type CallOptions, type Context } from './context.ts'

/**
 * Lets the escrow manager take an amount of a currency from the account, where it may not yet; nothing for ETH. What is sent
 * is an approval of exactly this amount.
 */
export async function allow(context: Context, currency: Address, amount: bigint, options?: CallOptions): Promise<void> {
  if (currency === zeroAddress) return
  const { client, deployment } = context
  const account = accountOf(context)
  const spender = deployment.contracts.escrowManager
  const token = { address: currency, abi: erc20Abi } as const
  try {
    const allowed = await readContract(client, {
      ...token,
      functionName: 'allowance',
      args: [account.address, spender],
    })
    options?.signal?.throwIfAborted()
    if (allowed >= amount) return
    const call = { ...token, functionName: 'approve', args: [spender, amount], account } as const
    await simulateContract(client, call)
    const hash = await writeContract(client, { ...call, chain: client.chain ?? null } as never)
    await waitForTransactionReceipt(client, { hash })
  } catch (error) {
    options?.signal?.throwIfAborted()
    throw decodeError(error)
  }
}
