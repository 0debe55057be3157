import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type RegistryUser, registryUser } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetNodeRegistryParameters = WriteOptions & {
  contract: RegistryUser
  nodeRegistry: Address
}

/** The transaction. */
export type SetNodeRegistryReturnType = Hash

/** Sets the registry that a contract uses, once. By the owner of the contract. */
export async function setNodeRegistry(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetNodeRegistryParameters,
): Promise<SetNodeRegistryReturnType> {
  const { contract, nodeRegistry, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...registryUser(deployment, contract), functionName: 'setNodeRegistry', args: [nodeRegistry] },
    options,
  )
}
