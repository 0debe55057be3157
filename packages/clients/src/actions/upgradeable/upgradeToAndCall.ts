import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type UpgradeableContract, upgradeable } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UpgradeToAndCallParameters = WriteOptions & {
  contract: UpgradeableContract
  newImplementation: Address
  /** A call to the new code, or 0x for none. */
  data: Hex
}

/** The transaction. */
export type UpgradeToAndCallReturnType = Hash

/** Exchanges the code of a contract; its state stays. By the owner of the contract. The escrow has no such call. */
export async function upgradeToAndCall(
  client: WriteClient,
  deployment: Deployment,
  parameters: UpgradeToAndCallParameters,
): Promise<UpgradeToAndCallReturnType> {
  const { contract, newImplementation, data, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...upgradeable(deployment, contract), functionName: 'upgradeToAndCall', args: [newImplementation, data] },
    options,
  )
}
