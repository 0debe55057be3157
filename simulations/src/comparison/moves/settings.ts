import { type GovernedParameters, parameterBounds, parseEth } from '@aiigo/core'
import type { EventContract } from '@aiigo/protocol'
import { actors, refusers, strangers } from '../actors.ts'
import { functionOf } from '../call.ts'
import type { World } from '../world.ts'
import { call, type Move, type Weighted } from './move.ts'

/** What the owners of the contracts set. */
export const settingMoves: readonly Weighted[] = [
  [1, setParameters],
  [
    0.3,
    byOwner('nodeRegistry', 'updateMinStake', ({ luck }) => ({
      minimumStake: luck.pick([parseEth('0.1'), parseEth('0.5'), parseEth('1')]),
    })),
  ],
  [
    0.3,
    byOwner('escrowManager', 'updatePlatformFee', ({ luck }) => ({
      newFeeBps: luck.pick([0n, 1n, 333n, 800n, 1_000n]),
    })),
  ],
  [
    0.3,
    byOwner('taskMarketplace', 'setReferencePrice', ({ luck }) => ({
      resourceType: luck.below(5),
      price: BigInt(luck.below(1_000_000)),
    })),
  ],
  [
    0.2,
    byOwner('taskMarketplace', 'setArbitrator', ({ luck }) => ({
      newArbitrator: luck.pick([...strangers, ...actors]),
    })),
  ],
  [0.4, byOwner('taskMarketplace', 'setPriceOracle', ({ oracle }) => ({ newPriceOracle: oracle }))],
  [0.1, byOwner('taskMarketplace', 'setPriceOracle', noOracle)],
  [0.2, byOwner('escrowManager', 'setCurrency', ({ usdc, luck }) => ({ currency: usdc, accepted: luck.is(0.3) }))],
  [0.5, byOwner('escrowManager', 'setCurrency', ({ usdc }) => ({ currency: usdc, accepted: true }))],
]

/** Nobody, and contracts that know no prices. */
function noOracle({ luck, usdc }: World): Args {
  return { newPriceOracle: luck.pick([...strangers, ...refusers, usdc]) }
}

type Args = Readonly<Record<string, unknown>>

export function byOwner(contract: EventContract, name: string, args: (world: World) => Args): Move {
  return (world) => call(contract, name, world.state.access[contract].owner, args(world))
}

function setParameters({ luck, state }: World) {
  const contract = luck.pick(['nodeRegistry', 'proofOfWorkVerifier', 'taskMarketplace'] as const)
  const input = functionOf({ contract, name: 'setParameters' }).inputs[0] as unknown as {
    components: { name: string }[]
  }
  const names = input.components.map(({ name }) => name as keyof GovernedParameters)
  const newParameters = Object.fromEntries(names.map((name) => [name, state.parameters[name]]))
  const changed = luck.pick(names)
  newParameters[changed] =
    changed === 'initialDifficulty' ? [1n, 1n, 2n, 4n, BigInt(1 + luck.below(8))] : otherValue(changed, luck)
  // A call has only what is the contract's, and so has what comes of it.
  if (luck.is(0.1)) Object.assign(newParameters, { ...state.parameters, ...newParameters, platformFeeBps: 7n })
  return call(contract, 'setParameters', state.access[contract].owner, { newParameters })
}

/** Small ones keep a history going: the largest only now and then, and what is out of bounds too. */
function otherValue(name: keyof GovernedParameters, luck: World['luck']): bigint {
  const { min: minimum, max: maximum } = parameterBounds[name]
  if (name === 'solutionsPerChallenge') return luck.pick([1n, 2n, 3n, 0n, 129n])
  if (name === 'challengeInterval') return luck.pick([0n, 0n, 60n, maximum + 1n])
  const sixteenth = (maximum - minimum) / 16n
  return luck.pick(
    [minimum, minimum + 1n, minimum + sixteenth, minimum + sixteenth, maximum, maximum + 1n, minimum - 1n].filter(
      (one) => one >= 0n,
    ),
  )
}
