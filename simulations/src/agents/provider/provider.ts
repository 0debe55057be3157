import { NodeStatus } from '@aiigo/core'
import type { MarketState, NodeState } from '@aiigo/protocol'
import type { Agent } from '../../engine/agent.ts'
import type { Offer } from '../../engine/offers.ts'
import type { View } from '../../engine/view.ts'
import { createBooks } from './books.ts'
import { type CommandList, joined, NOTHING } from './commandList.ts'
import { createMachine } from './machine.ts'
import type { ProviderOptions } from './options.ts'
import { createProver } from './prover.ts'
import { leave, register, topUp } from './stake.ts'
import { createWork } from './work.ts'

/**
 * Registers, stakes, proves its power, takes the tasks that the matching offers, delivers them, tops up after a slash,
 * moves its price with its use, and leaves when it does not pay. The platform's own nodes keep their price and stay.
 */
export function createProvider(options: ProviderOptions): Agent {
  const { name, address, joinsAt, tier, region, latencyMs, availability } = options
  const machine = createMachine(options)
  const books = createBooks(options)
  const prover = createProver(options)
  const work = createWork(options)
  const isCommunity = tier === 3
  let price = options.pricePerHour
  const uptimeBps = Math.floor(availability * 10_000)
  let isLeaving = false
  let offered: Offer | undefined
  let market: MarketState | undefined
  let registered: NodeState | undefined

  /** Its one node. A market never forgets a node, so that it is looked up until it is there, and then no more. */
  function own({ time, nodeOf, state }: Pick<View, 'time' | 'nodeOf' | 'state'>): NodeState | undefined {
    if (time < joinsAt) return undefined
    if (state !== market || !registered) registered = nodeOf(address)
    market = state
    return registered
  }

  function decide(view: View): CommandList {
    const node = own(view)
    const isOnline = machine.isOnline(view.time)
    if (!node) return view.time >= joinsAt && isOnline ? [register(view, options)] : []
    keepBooks(view, node, isOnline)
    const due = isAtWork(node) ? joined(work.deliver(view, node, false), prover.submit(view, node, false)) : NOTHING
    if (isLeaving) return joined(due, leave(view, node, address))
    if (!isOnline) return due
    const more = joined(topUp(view, node, options), prover.issue(view, node))
    return joined(joined(due, more), work.accept(view, node))
  }

  function keepBooks(view: View, node: NodeState, isOnline: boolean): void {
    books.note(node, isOnline)
    if (!isCommunity) return
    price = books.price(view, node)
    isLeaving ||= books.isAtLoss(view, node)
  }

  return {
    name,
    address,

    offer(view): Offer | undefined {
      const node = own(view)
      if (node?.status !== NodeStatus.Active || isLeaving || !machine.isOnline(view.time)) return undefined
      if (node.stakedAmount < view.state.parameters.minimumStake) return undefined
      if (offered?.node !== node || offered.pricePerHour !== price) {
        offered = { node, pricePerHour: price, region, latencyMs, uptimeBps }
      }
      return offered
    },

    decide(view) {
      const commands = decide(view)
      const isOnline = view.time >= joinsAt && !isLeaving && machine.isOnline(view.time)
      return { commands, isOnline, responds: commands.length > 0 || (registered !== undefined && isAtWork(registered)) }
    },

    respond(view) {
      const node = own(view)
      if (!node || !isAtWork(node)) return NOTHING
      const act = () => joined(prover.submit(view, node, true), work.deliver(view, node, true))
      const preparing = prover.prepare(view, node)
      return preparing ? preparing.then(act) : act()
    },
  }
}

function isAtWork({ openTasks, openChallenge }: NodeState): boolean {
  return openTasks > 0 || openChallenge !== undefined
}
