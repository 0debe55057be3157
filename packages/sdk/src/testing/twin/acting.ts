import { taskMarketplaceAbi } from '@aiigo/clients/abis'
import { getTaskDetails } from '@aiigo/protocol'
import { type Address, type ContractFunctionArgs, type ContractFunctionName, encodeFunctionData, type Hex } from 'viem'
import { mine } from './mine.ts'
import { calleeOf, run } from './run.ts'
import { type Market, nextTime, type World } from './world.ts'

/** A task as `getTaskDetails` says it, and where its work is described. */
export type ScriptedTask = NonNullable<ReturnType<typeof getTaskDetails>> & { readonly specificationURI: string }

export function scriptedTask({ market }: World, taskId: Hex): ScriptedTask | undefined {
  const details = getTaskDetails(market.state, taskId)
  return details && { ...details, specificationURI: market.state.tasks.get(taskId)?.specificationURI ?? '' }
}

type Name = ContractFunctionName<typeof taskMarketplaceAbi, 'nonpayable'>

/** Sends a call to the marketplace if it would succeed, and says whether. */
export function act<const name extends Name>(
  world: World,
  from: Address,
  functionName: name,
  args: ContractFunctionArgs<typeof taskMarketplaceAbi, 'nonpayable', name>,
): boolean {
  const data = encodeFunctionData({ abi: taskMarketplaceAbi, functionName, args } as never)
  const to = world.deployment.contracts.taskMarketplace
  const place = { time: nextTime(world), block: world.blocks.length, permit: undefined, signer: undefined }
  if ('reverted' in run({ world, from, value: 0n, ...place }, calleeOf(world, to, data))) return false
  mine(world, { from, to, data, value: 0n })
  return true
}

/** What an actor has been asked already. After a revert of the market nothing of it counts any more. */
export function createMemory(): (market: Market, question: string) => boolean {
  const asked = new WeakMap<Market, Set<string>>()
  return (market, question) => {
    const questions = asked.get(market) ?? new Set()
    asked.set(market, questions)
    return questions.size !== questions.add(question).size
  }
}
