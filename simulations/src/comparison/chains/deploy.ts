import { type Deployment, deployMarketplace } from '@aiigo/clients'
import type { ParameterOverrides } from '@aiigo/core'
import { testAccount, usdCoinAbi, usdCoinBytecode } from '@aiigo/testing'
import { createClient, getAddress, type Hex, type Transport } from 'viem'
import { deployContract, waitForTransactionReceipt } from 'viem/actions'
import { foundry } from 'viem/chains'

/** The chain that says so of itself, as anvil does. */
export const CHAIN_ID = foundry.id

/** The same code from the same accounts with the same nonces: every address is the same on every chain. */
export async function deploy(
  transport: Transport,
  parameters: ParameterOverrides,
  ethUsd: bigint,
): Promise<{ deployment: Deployment; usdc: Hex }> {
  const [account, owner, treasury, arbitrator] = [0, 1, 2, 3].map((index) => testAccount(index).address) as Hex[]
  const client = createClient({ account: account!, chain: foundry, transport, pollingInterval: 10 })
  const hash = await deployContract(client, { abi: usdCoinAbi, bytecode: usdCoinBytecode, args: [] })
  const { contractAddress } = await waitForTransactionReceipt(client, { hash })
  const usdc = getAddress(contractAddress!)
  const parties = { owner: owner!, treasury: treasury!, arbitrator: arbitrator! }
  return { usdc, deployment: await deployMarketplace(client, { ...parties, usdc, ethUsd, parameters }) }
}
