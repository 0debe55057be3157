import type { Address, Hex } from 'viem'
import { type Args, encodeError } from './codec.ts'
import type { Permit } from './permit.ts'
import { approve, mint, refusal, spend, transfer } from './usdCoin.ts'
import type { World } from './world.ts'

export type CoinLog = { name: 'Transfer' | 'Approval'; args: Args }

/** What a writing function of the dollar does: it refuses with its custom error, or it is to be done. */
export type CoinCall = { reverted: Hex } | { result: unknown; done: () => CoinLog[] }

type Sender = { world: World; from: Address; signer: Address | undefined; time: number }

/** A writing function of the market's dollar, as OpenZeppelin's ERC20Permit. */
export function coinCall(sender: Sender, name: string, args: Args): CoinCall {
  const { from } = sender
  if (name === 'mint') return minted(sender, args as { to: Address; amount: bigint })
  if (name === 'approve') return approved(sender, { owner: from, ...(args as { spender: Address; value: bigint }) })
  if (name === 'transfer') return moved(sender, { from, ...(args as { to: Address; value: bigint }) })
  if (name === 'transferFrom') return moved(sender, args as Move, from)
  return permitted(sender, args as Permit)
}

function minted({ world }: Sender, { to, amount }: { to: Address; amount: bigint }): CoinCall {
  const done = () => {
    mint(world.coin, to, amount)
    return [transferred('0x0000000000000000000000000000000000000000', to, amount)]
  }
  return { result: undefined, done }
}

type Approval = { owner: Address; spender: Address; value: bigint }

function approved({ world }: Sender, { owner, spender, value }: Approval): CoinCall {
  const done = (): CoinLog[] => {
    approve(world.coin, owner, spender, value)
    return [{ name: 'Approval', args: { owner, spender, value } }]
  }
  return { result: true, done }
}

type Move = { from: Address; to: Address; value: bigint }

function moved({ world }: Sender, { from, to, value }: Move, spender?: Address): CoinCall {
  const refused = refusal(world.coin, world.market.state, { owner: from, value, ...(spender ? { spender } : {}) })
  if (refused) return { reverted: refused }
  const done = () => {
    if (spender) spend(world.coin, from, spender, value)
    transfer(world.coin, from, to, value)
    return [transferred(from, to, value)]
  }
  return { result: true, done }
}

export function transferred(from: Address, to: Address, value: bigint): CoinLog {
  return { name: 'Transfer', args: { from, to, value } }
}

/** A permit whose signature is good: it may be used once. */
export function permitted(sender: Sender, permit: Permit): CoinCall {
  const { world, signer, time } = sender
  const { owner, deadline } = permit
  if (BigInt(time) > deadline) return { reverted: encodeError('ERC2612ExpiredSignature', { deadline }) }
  if (signer !== owner) {
    const seen = signer ?? '0x0000000000000000000000000000000000000000'
    return { reverted: encodeError('ERC2612InvalidSigner', { signer: seen, owner }) }
  }
  const approval = approved(sender, permit)
  if ('reverted' in approval) return approval
  const done = () => {
    world.coin.nonces.set(owner, (world.coin.nonces.get(owner) ?? 0n) + 1n)
    return approval.done()
  }
  return { result: undefined, done }
}
