import { type Address, getAddress, type Hex, zeroAddress } from 'viem'
import { blockNumberOf, type Methods } from './chainMethods.ts'
import { RevertedCallError } from './errors.ts'
import { GAS } from './format.ts'
import { mine, settle, type Wanted } from './mine.ts'
import { permitIn, signerOf } from './permit.ts'
import { calleeOf, run } from './run.ts'
import { unpacked } from './signing.ts'
import { marketAt, newestBlock, nextTime, type World } from './world.ts'

type RpcTransaction = { from?: Address; to?: Address | null; data?: Hex; input?: Hex; value?: Hex }

function wantedOf({ from = zeroAddress, to, data, input, value = '0x0' }: RpcTransaction): Wanted {
  return { from: getAddress(from), to: to ?? null, data: data ?? input ?? '0x', value: BigInt(value) }
}

/** Whether a permit is good takes a signature to be looked at, and that alone is not done at once. */
async function withSigner(world: World, wanted: Wanted): Promise<Wanted> {
  const permit = permitIn(world, wanted.from, calleeOf(world, wanted.to, wanted.data).call)
  return permit ? { ...wanted, permit, signer: await signerOf(world, permit) } : wanted
}

/** Calls, tried and done. */
export function callMethods(world: World): Methods {
  return {
    eth_call: async (request: RpcTransaction, tag?: string) => {
      const wanted = await withSigner(world, wantedOf(request))
      return simulated(world, wanted, blockNumberOf(world, tag))
    },
    eth_estimateGas: async (request: RpcTransaction) => {
      simulated(world, await withSigner(world, wantedOf(request)), world.blocks.length - 1)
      return GAS
    },
    eth_sendTransaction: async (request: RpcTransaction) => sent(world, await withSigner(world, wantedOf(request))),
    eth_sendRawTransaction: async (serialized: Hex) =>
      sent(world, await withSigner(world, await unpacked(world, serialized))),
  }
}

function sent(world: World, wanted: Wanted): Hex {
  const { hash } = mine(world, wanted)
  settle(world)
  return hash
}

/**
 * A view looks at the block that it is asked for, as on a node; what writes is tried in the block that it would come into, so
 * that what is simulated is what happens.
 */
function simulated(world: World, { to, data, ...wanted }: Wanted, number: number): Hex {
  const callee = calleeOf(world, to, data)
  const isView = callee.call?.item.stateMutability !== 'nonpayable' && callee.call?.item.stateMutability !== 'payable'
  const place = isView
    ? { time: world.blocks[number]?.time ?? newestBlock(world).time, block: number }
    : { time: nextTime(world), block: world.blocks.length }
  const caller = { ...wanted, ...place, world, permit: wanted.permit, signer: wanted.signer }
  const outcome = run(caller, callee, marketAt(world, number))
  if ('reverted' in outcome) throw new RevertedCallError(outcome.reverted)
  return outcome.result
}
