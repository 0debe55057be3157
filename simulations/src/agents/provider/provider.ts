import { NodeStatus } from '@aiigo/core'
import type { MarketState, NodeState } from '@aiigo/protocol'
import type { Agent, Decision } from '../../engine/agent.ts'
import type { Offer } from '../../engine/offers.ts'
import type { View } from '../../engine/view.ts'
import { Books } from './books.ts'
import { type CommandList, joined, NOTHING } from './commandList.ts'
import { Machine } from './machine.ts'
import type { ProviderOptions } from './options.ts'
import { Prover } from './prover.ts'
import { leave, register, topUp } from './stake.ts'
import { Work } from './work.ts'

/**
 * Registers, stakes, proves its power, takes the tasks that the matching offers, delivers them, tops up after a slash,
 * moves its price with its use, and leaves when it does not pay. The platform's own nodes keep their price and stay.
 *
 * Classes, unlike other agents: of ten thousand that are visited in every tick, it is the objects that lie about in memory
 * that take the time, and each function that closes over something is one more.
 */
export class Provider implements Agent {
  readonly name: string
  readonly address: `0x${string}`
  private readonly options: ProviderOptions
  private readonly machine: Machine
  private readonly books: Books
  private readonly prover: Prover
  private readonly work: Work
  private price: bigint
  private isLeaving = false
  private offered: Offer | undefined
  private market: MarketState | undefined
  private node: NodeState | undefined

  constructor(options: ProviderOptions) {
    this.name = options.name
    this.address = options.address
    this.options = options
    this.machine = new Machine(options)
    this.books = new Books(options)
    this.prover = new Prover(options)
    this.work = new Work(options)
    this.price = options.pricePerHour
  }

  offer(view: Pick<View, 'time' | 'nodeOf' | 'state'>): Offer | undefined {
    const node = this.own(view)
    if (node?.status !== NodeStatus.Active || this.isLeaving || !this.machine.isOnline(view.time)) return undefined
    if (node.stakedAmount < view.state.parameters.minimumStake) return undefined
    if (this.offered?.node !== node || this.offered.pricePerHour !== this.price) {
      const { region, latencyMs, availability } = this.options
      const uptimeBps = Math.floor(availability * 10_000)
      this.offered = { node, pricePerHour: this.price, region, latencyMs, uptimeBps }
    }
    return this.offered
  }

  decide(view: View): Decision {
    const commands = this.commandsFor(view)
    const isOnline = this.hasJoined(view) && !this.isLeaving && this.machine.isOnline(view.time)
    return { commands, isOnline, responds: commands.length > 0 || (this.node !== undefined && isAtWork(this.node)) }
  }

  respond(view: View): CommandList | Promise<CommandList> {
    const node = this.own(view)
    if (!node || !isAtWork(node)) return NOTHING
    const act = () => joined(this.prover.submit(view, node, true), this.work.deliver(view, node, true))
    const preparing = this.prover.prepare(view, node)
    return preparing ? preparing.then(act) : act()
  }

  private commandsFor(view: View): CommandList {
    const { options, prover, work } = this
    const node = this.own(view)
    const isOnline = this.machine.isOnline(view.time)
    if (!node) return this.hasJoined(view) && isOnline ? [register(view, options)] : []
    this.keepBooks(view, node, isOnline)
    const due = isAtWork(node) ? joined(work.deliver(view, node, false), prover.submit(view, node, false)) : NOTHING
    if (this.isLeaving) return joined(due, leave(view, node, this.address))
    if (!isOnline) return due
    const more = joined(topUp(view, node, options), prover.issue(view, node))
    return joined(joined(due, more), work.accept(view, node))
  }

  private keepBooks(view: View, node: NodeState, isOnline: boolean): void {
    this.books.note(node, isOnline)
    if (this.options.tier !== 3) return
    this.price = this.books.price(view, node)
    this.isLeaving ||= this.books.isAtLoss(view, node)
  }

  private hasJoined({ time }: Pick<View, 'time'>): boolean {
    return time >= this.options.joinsAt
  }

  /** Its one node. A market never forgets a node, so that it is looked up until it is there, and then no more. */
  private own(view: Pick<View, 'time' | 'nodeOf' | 'state'>): NodeState | undefined {
    if (!this.hasJoined(view)) return undefined
    if (view.state !== this.market || !this.node) this.node = view.nodeOf(this.address)
    this.market = view.state
    return this.node
  }
}

function isAtWork({ openTasks, openChallenge }: NodeState): boolean {
  return openTasks > 0 || openChallenge !== undefined
}
