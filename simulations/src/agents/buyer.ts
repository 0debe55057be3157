import { divUp, maxOf, type ResourceType, TaskStatus, taskCostUp } from '@aiigo/core'
import type { Request } from '@aiigo/matching'
import type { TaskState } from '@aiigo/protocol'
import type { Agent, Wish } from '../engine/agent.ts'
import type { Chance } from '../engine/chance.ts'
import { bernoulli } from '../engine/distributions.ts'
import type { TaskDocument } from '../engine/matchmaker.ts'
import type { View } from '../engine/view.ts'
import type { Command } from '../ledgers/commands.ts'

/** A task that a buyer wants done. */
export type TaskWish = {
  resourceType: ResourceType
  /** Seconds. */
  duration: number
  /** 1e-18 TFLOPS, as the chain measures. */
  requiredPower: bigint
  /** The most that it pays, wei per hour. */
  priceLimit: bigint
  minTrustLevel: number
  document: TaskDocument
}

export type BuyerOptions = {
  name: string
  address: `0x${string}`
  /** What it wants in a tick: drawn, or read from a trace. */
  wishes(view: Pick<View, 'tick' | 'time' | 'end'>): readonly TaskWish[]
  /** The share of results that it approves; to the others it says nothing. */
  approves: number
  /** Seconds after which it takes an open task back. */
  patience: number
  chance: Chance
}

/**
 * Posts the tasks that it wants, at the median of what eligible nodes ask but never above its limit, unless
 * the market takes no task as small; approves results or
 * stays silent; takes back what nobody took.
 */
export function createBuyer({ name, address, wishes, approves, patience, chance }: BuyerOptions): Agent {
  const luck = chance.split('reviews')
  /** Results that it says nothing to. */
  let silent: ReadonlySet<string> = new Set()

  function review(tasks: readonly TaskState[]): Command[] {
    const commands: Command[] = []
    const waiting = new Set<string>()
    for (const { taskId, status } of tasks) {
      if (status !== TaskStatus.Completed) continue
      if (silent.has(taskId) || !bernoulli(luck, approves)) waiting.add(taskId)
      else commands.push({ name: 'approveResult', from: address, args: { taskId } })
    }
    silent = waiting
    return commands
  }

  function takeBack(tasks: readonly TaskState[], { time, state, offered }: View): Command[] {
    const openWindow = Number(state.parameters.openWindow)
    const commands: Command[] = []
    for (const { taskId, status, openUntil } of tasks) {
      if (status !== TaskStatus.Open || time - (openUntil - openWindow) < patience || offered.has(taskId)) continue
      commands.push({ name: 'cancelTask', from: address, args: { taskId } })
    }
    return commands
  }

  return {
    name,
    address,
    decide(view) {
      const documents: [uri: string, document: TaskDocument][] = []
      const uttered: Wish[] = []
      const posts = wishes(view).map((wish): Command => {
        const uri = uriOf(wish.document)
        documents.push([uri, wish.document])
        const { price, answer } = ask(view, address, wish)
        uttered.push(answer)
        return post(address, wish, price, uri)
      })
      const tasks = view.tasksOfBuyer(address)
      return { commands: [...review(tasks), ...takeBack(tasks, view), ...posts], documents, wishes: uttered }
    },
  }
}

/** By what it says: wishes that ask for the same share a document, and no document ever has to be forgotten. */
function uriOf({ region, minUptimeBps }: TaskDocument): string {
  return region === undefined ? `sim:task/${minUptimeBps}` : `sim:task/${minUptimeBps}/${region}`
}

function post(from: `0x${string}`, wish: TaskWish, maxPrice: bigint, specificationURI: string): Command {
  const { resourceType, requiredPower, duration, minTrustLevel } = wish
  return {
    name: 'createTask',
    from,
    args: { resourceType, requiredPower, duration: BigInt(duration), maxPrice, minTrustLevel, specificationURI },
    value: taskCostUp(maxPrice, duration),
  }
}

/** The price to offer for a wish, and whether anybody could be found for it now. */
function ask(view: View, buyer: `0x${string}`, wish: TaskWish): { price: bigint; answer: Wish } {
  const request: Request = {
    buyer,
    resourceType: wish.resourceType,
    requiredPower: wish.requiredPower,
    maxPricePerHour: wish.priceLimit,
    minTrustLevel: wish.minTrustLevel,
    regions: wish.document.region === undefined ? undefined : [wish.document.region],
    minUptimeBps: wish.document.minUptimeBps,
  }
  const median = view.asks.median(request)
  const price = maxOf(median ?? wish.priceLimit, leastPrice(view, wish))
  const answer: Wish = { isMatched: median !== undefined }
  const reason = answer.isMatched ? undefined : view.asks.obstacle(request)
  if (reason !== undefined) answer.reason = reason
  if (price > wish.priceLimit) answer.isAboveLimit = true
  return { price, answer }
}

/** A task has to cost something: what is too short for that pays more an hour, as a least charge does everywhere. */
function leastPrice({ state }: View, { duration }: TaskWish): bigint {
  return divUp(state.parameters.smallestTaskEth * 3_600n, BigInt(duration))
}
