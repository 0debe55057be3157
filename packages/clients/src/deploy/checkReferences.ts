import type { Address } from 'viem'
import { getPlatformFeeBps } from '../actions/escrowManager/getPlatformFeeBps.ts'
import { isCurrencyAccepted } from '../actions/escrowManager/isCurrencyAccepted.ts'
import { getNodeRegistryParameters } from '../actions/nodeRegistry/getNodeRegistryParameters.ts'
import { getTreasury } from '../actions/payouts/getTreasury.ts'
import { getProofOfWorkVerifierParameters } from '../actions/proofOfWorkVerifier/getProofOfWorkVerifierParameters.ts'
import { getNodeRegistry } from '../actions/references/getNodeRegistry.ts'
import { getArbitrator } from '../actions/taskMarketplace/getArbitrator.ts'
import { getEscrowManager } from '../actions/taskMarketplace/getEscrowManager.ts'
import { getPowVerifier } from '../actions/taskMarketplace/getPowVerifier.ts'
import { getPriceOracle } from '../actions/taskMarketplace/getPriceOracle.ts'
import { getTaskMarketplaceParameters } from '../actions/taskMarketplace/getTaskMarketplaceParameters.ts'
import type { ReadClient, ReadOptions } from '../call/read.ts'
import type { Deployment } from '../deployment.ts'

/** Where the contracts refer to something else than the deployment, or pay somebody else than the treasury; a line each. */
export async function referenceDifferences(
  client: ReadClient,
  deployment: Deployment,
  { arbitrator, treasury, usdc, ...options }: ReadOptions & { arbitrator: Address; treasury?: Address; usdc?: Address },
): Promise<string[]> {
  const { nodeRegistry, proofOfWorkVerifier, escrowManager, priceOracle } = deployment.contracts
  const rows: [string, Promise<Address>, Address | undefined][] = [
    ...(['proofOfWorkVerifier', 'taskMarketplace'] as const).map((contract): (typeof rows)[number] => [
      `${contract}: the node registry`,
      getNodeRegistry(client, deployment, { contract, ...options }),
      nodeRegistry,
    ]),
    ['taskMarketplace: the verifier', getPowVerifier(client, deployment, options), proofOfWorkVerifier],
    ['taskMarketplace: the escrow manager', getEscrowManager(client, deployment, options), escrowManager],
    ['taskMarketplace: the price oracle', getPriceOracle(client, deployment, options), priceOracle],
    ['taskMarketplace: the arbitrator', getArbitrator(client, deployment, options), arbitrator],
    ...(['nodeRegistry', 'escrowManager'] as const).map((contract): (typeof rows)[number] => [
      `${contract}: the treasury`,
      getTreasury(client, deployment, { contract, ...options }),
      treasury,
    ]),
  ]
  const accepts = usdc ? isCurrencyAccepted(client, deployment, { currency: usdc, ...options }) : true
  const [isAccepted, ...seen] = await Promise.all([accepts, ...rows.map(([, reading]) => reading)])
  const differences = rows.flatMap(([what, , wanted], i) =>
    wanted === undefined || seen[i]!.toLowerCase() === wanted.toLowerCase()
      ? []
      : [`${what} is ${seen[i]}, not ${wanted}`],
  )
  return isAccepted ? differences : [...differences, `escrowManager: the currency ${usdc} is not accepted`]
}

/** Reads every parameter: a contract of another version fails here, and not in the first task. */
export async function readParameters(client: ReadClient, deployment: Deployment, options: ReadOptions): Promise<void> {
  await Promise.all([
    getNodeRegistryParameters(client, deployment, options),
    getProofOfWorkVerifierParameters(client, deployment, options),
    getTaskMarketplaceParameters(client, deployment, options),
    getPlatformFeeBps(client, deployment, options),
  ])
}
