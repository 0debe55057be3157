import { type Address, type Hex, recoverTypedDataAddress, serializeSignature, type TypedDataDomain } from 'viem'
import type { DecodedCall } from './codec.ts'
import type { World } from './world.ts'

/** An ERC-2612 signature, and who is said to have made it. */
export type Permit = {
  owner: Address
  spender: Address
  value: bigint
  deadline: bigint
  v: number
  r: Hex
  s: Hex
}

export function permitDomain({ deployment, coin }: World) {
  return {
    name: 'USD Coin',
    version: '1',
    chainId: deployment.chainId,
    verifyingContract: coin.address,
  } satisfies TypedDataDomain
}

const types = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** The permit in a call, if there is one: of the dollar itself, or beside a task. */
export function permitIn(world: World, from: Address, call: DecodedCall | undefined): Permit | undefined {
  if (call?.item.name === 'permit') return call.args as Permit
  if (call?.item.name !== 'postTaskWithPermit') return undefined
  const { request, permit } = call.args as { request: { currency: Address }; permit: Omit<Permit, 'owner' | 'spender'> }
  if (request.currency !== world.coin.address) return undefined
  return { ...permit, owner: from, spender: world.deployment.contracts.escrowManager }
}

/** Who signed a permit with the owner's next nonce; undefined where nobody can have. */
export async function signerOf(world: World, permit: Permit): Promise<Address | undefined> {
  const { owner, spender, value, deadline, v, r, s } = permit
  const message = { owner, spender, value, nonce: world.coin.nonces.get(owner) ?? 0n, deadline }
  try {
    const signature = serializeSignature({ r, s, v: BigInt(v) })
    return await recoverTypedDataAddress({
      domain: permitDomain(world),
      types,
      primaryType: 'Permit',
      message,
      signature,
    })
  } catch {
    return undefined
  }
}
