import fc from 'fast-check'
import { createChance } from '../engine/chance.ts'
import { textOf } from './answer.ts'
import type { Call } from './call.ts'
import type { ComparedChain } from './chains/chain.ts'
import { drawCall } from './history.ts'
import { createLuck } from './luck.ts'
import { edgesOf } from './moves/edges.ts'
import { type Pair, playBlock } from './run.ts'
import { nextTime } from './times.ts'
import type { Twin } from './twin.ts'
import { viewWorld, type World } from './world.ts'
import { anything, withinMeans } from './wrong.ts'

/** The market as the twin has it, and the time of its last block. */
type Model = { twin: Twin; now: number }

/** The real thing is the chain of a pair, and the pair's twin the model. */
export type Command = fc.AsyncCommand<Model, Pair>

type Place = Pick<ComparedChain, 'usdc' | 'deployment'>

/**
 * The moves of the histories as commands of fast-check's model-based testing: the model is the twin, the real thing a
 * chain. A number says what chance makes of a move in the market that it meets, so that fast-check may leave out any
 * command before it; the numbers themselves mean nothing smaller, and are not shrunk.
 */
export function commandsOn(place: Place): fc.Arbitrary<Iterable<Command>> {
  const move = (world: World) => drawCall(world, edgesOf(world))
  const seeds = fc.noShrink(fc.nat())
  const kinds = [
    seeds.map((seed) => callCommand(place, seed, move)),
    seeds.map((seed) => callCommand(place, seed, move)),
    seeds.map((seed) => callCommand(place, seed, anything)),
    seeds.map(waitCommand),
  ]
  return fc.commands(kinds, { maxCommands: 120, size: 'max' })
}

function callCommand(place: Place, seed: number, make: (world: World) => Call | undefined): Command {
  const { usdc, deployment } = place
  const oracle = deployment.contracts.priceOracle
  let said = ''
  const callIn = ({ twin: { state }, now }: Model): Call | undefined => {
    const world = viewWorld({ state, time: now + 1, luck: luckOf(seed), usdc, oracle })
    const call = make(world)
    return call && withinMeans(call)
  }
  return {
    check: (model) => callIn(model) !== undefined,
    run: async (model, pair) => {
      const call = callIn(model)!
      said = textOf(call)
      model.now++
      await playBlock(pair, { time: model.now, calls: [call] })
    },
    toString: () => said,
  }
}

function waitCommand(seed: number): Command {
  let said = ''
  return {
    check: () => true,
    run: async (model) => {
      // The block that comes next is a second later.
      model.now = nextTime(model.twin.state, model.now, luckOf(seed)) - 1
      said = `wait until ${model.now}`
    },
    toString: () => said,
  }
}

function luckOf(seed: number) {
  return createLuck(createChance(seed).split('command'))
}
