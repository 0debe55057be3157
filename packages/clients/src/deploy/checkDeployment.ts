import { BaseError, type Role, roles } from '@aiigo/core'
import type { Address } from 'viem'
import { getOwner } from '../actions/governed/getOwner.ts'
import { getRoleMembers } from '../actions/governed/getRoleMembers.ts'
import type { ReadClient, ReadOptions } from '../call/read.ts'
import { type GovernedContract, governedContracts } from '../contracts.ts'
import type { Deployment } from '../deployment.ts'
import { readParameters, referenceDifferences } from './checkReferences.ts'

export type CheckDeploymentParameters = ReadOptions & {
  owner: Address
  /** Who rules on disputes and proposes bans. */
  arbitrator: Address
  /** A currency that tasks may be posted in; not compared where not given. */
  usdc?: Address
  /** Where fees and slashes go; not compared where not given. */
  treasury?: Address
  /** The owner, where not given; so the next two. */
  pauser?: Address
  reviewer?: Address
  challenger?: Address
}

/**
 * Enumerates every role of every contract and compares the holders with what they should be: the contracts among each
 * other, the owner, those named. Whoever else holds anything, the deployer above all, is found here. Then compares what
 * the contracts refer to with the deployment, arbitrator, currency and treasury, and reads every parameter. Not looked at: the code itself,
 * the values of the parameters, and what an oracle of one's own answers.
 *
 * @throws DeploymentCheckError with each difference; the decoded error where a contract does not answer
 */
export async function checkDeployment(
  client: ReadClient,
  deployment: Deployment,
  parameters: CheckDeploymentParameters,
): Promise<void> {
  const { owner, pauser = owner, reviewer = owner, challenger = owner, arbitrator, ...rest } = parameters
  const { treasury, usdc, ...options } = rest
  const { taskMarketplace, proofOfWorkVerifier } = deployment.contracts
  const everywhere = { admin: owner, pauser }
  const expected: Record<GovernedContract, { [role in Role]?: Address | undefined }> = {
    nodeRegistry: { ...everywhere, verifier: proofOfWorkVerifier, marketplace: taskMarketplace, reviewer, arbitrator },
    proofOfWorkVerifier: { ...everywhere, challenger },
    escrowManager: { ...everywhere, releaser: taskMarketplace },
    taskMarketplace: everywhere,
  }
  await readParameters(client, deployment, options)
  const references = { arbitrator, ...options, ...(treasury ? { treasury } : {}), ...(usdc ? { usdc } : {}) }
  const differences = await referenceDifferences(client, deployment, references)
  for (const contract of governedContracts) {
    const seenOwner = await getOwner(client, deployment, { contract, ...options })
    if (!isSame([seenOwner], [owner])) differences.push(`${contract}: the owner is ${seenOwner}, not ${owner}`)
    for (const role of Object.keys(roles) as Role[]) {
      const holders = await getRoleMembers(client, deployment, { contract, role: roles[role], ...options })
      const wanted = expected[contract][role]
      if (!isSame(holders, wanted ? [wanted] : [])) {
        differences.push(`${contract}: ${role} is held by ${holders.join(', ') || 'nobody'}, not ${wanted ?? 'nobody'}`)
      }
    }
  }
  if (differences.length > 0) throw new DeploymentCheckError(differences)
}

function isSame(a: readonly Address[], b: readonly Address[]): boolean {
  return a.map((address) => address.toLowerCase()).join() === b.map((address) => address.toLowerCase()).join()
}

/** Somebody holds a role that is not theirs, a role is missing, or a contract refers to one of another market. */
export class DeploymentCheckError extends BaseError {
  override name = 'DeploymentCheckError'

  constructor(differences: readonly string[]) {
    super('The deployed contracts are not set up as they should be.', {
      details: differences,
      hint: 'Do not use this deployment before its owner has put them right.',
    })
  }
}
