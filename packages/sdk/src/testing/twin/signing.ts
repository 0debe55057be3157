import {
  type Address,
  getAddress,
  type Hex,
  type LocalAccount,
  parseTransaction,
  recoverTransactionAddress,
} from 'viem'
import { UnsupportedByTestMarketError, WrongNonceError } from './errors.ts'
import type { Wanted } from './mine.ts'
import type { World } from './world.ts'

/** Who signs here, by checksummed address. */
export type Signers = ReadonlyMap<Address, LocalAccount>

export function signerFor(signers: Signers, address: Address): LocalAccount {
  const account = signers.get(getAddress(address))
  if (!account) throw new UnsupportedByTestMarketError(`a signature of ${address}`)
  return account
}

export function signTypedData(signers: Signers, address: Address, typedData: string): Promise<Hex> {
  return signerFor(signers, address).signTypedData(JSON.parse(typedData))
}

/** A transaction that its sender has signed. @throws WrongNonceError */
export async function unpacked(world: World, serialized: Hex): Promise<Wanted> {
  const from = await recoverTransactionAddress({ serializedTransaction: serialized as never })
  const { to = null, data = '0x', value = 0n, nonce = 0 } = parseTransaction(serialized)
  const expected = world.nonces.get(from) ?? 0
  if (nonce !== expected) throw new WrongNonceError(nonce, expected)
  return { from, to, data, value }
}
