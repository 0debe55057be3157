import { usdCoinAbi } from '@aiigo/testing'
import { encodeFunctionData, type Hex, zeroAddress } from 'viem'
import { compareViews } from '../ledgers/anvil/compareViews.ts'
import { createReader } from '../ledgers/anvil/reader.ts'
import type { Question } from '../ledgers/views/question.ts'
import { questionsOf } from '../ledgers/views/questions.ts'
import { everybody } from './actors.ts'
import { type Answer, textOf } from './answer.ts'
import type { ComparedChain, Mined } from './chains/chain.ts'
import type { Twin } from './twin.ts'

/** Where the chain and the twin are not one. */
export class Difference extends Error {
  override name = 'Difference'
  readonly kind: 'answer' | 'balance' | 'view'

  constructor(kind: Difference['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/** @throws Difference at the first call that was not answered the same */
export function compareAnswers({ calls, answers, time, number }: Mined, twins: readonly Answer[]): void {
  for (const [i, call] of calls.entries()) {
    const [chain, twin] = [textOfAnswer(answers[i]!), textOfAnswer(twins[i]!)]
    if (chain !== twin)
      throw new Difference('answer', lines({ [`call ${i} of block ${number} at ${time}`]: textOf(call), chain, twin }))
  }
}

function textOfAnswer(answer: Answer): string {
  if ('error' in answer) return `refuses: ${answer.error} ${textOf(answer.args)}`
  return answer.events.map(({ contract, name, args }) => `\n    ${contract} ${name} ${textOf(args)}`).join('')
}

function lines(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts)
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n  ')
}

export type Balances = ReadonlyMap<string, bigint>

/** What everybody has of both currencies: the four contracts, those who act, and whoever is named beside them. */
export async function readBalances(
  { rpc, usdc, deployment }: ComparedChain,
  more: readonly Hex[] = [],
): Promise<Balances> {
  const { priceOracle: _, ...contracts } = deployment.contracts
  const holders = [...new Set([...Object.values(contracts), ...everybody, ...more])]
  const eth = await rpc.all<Hex>(
    holders.map((one) => ({ method: 'eth_getBalance', params: [one, 'latest'] })),
    256,
  )
  const questions = holders.map((one) => {
    const data = encodeFunctionData({ abi: usdCoinAbi, functionName: 'balanceOf', args: [one] })
    return { method: 'eth_call', params: [{ to: usdc, data }, 'latest'] }
  })
  const dollars = await rpc.all<Hex>(questions, 256)
  return new Map([...entriesOf(zeroAddress, holders, eth), ...entriesOf(usdc, holders, dollars)])
}

function entriesOf(currency: Hex, holders: readonly Hex[], amounts: readonly Hex[]): [string, bigint][] {
  return holders.map((holder, i) => [`${currency} ${holder}`, BigInt(amounts[i]!)])
}

/** @throws Difference where somebody has gained or lost something else than the twin says */
export function compareBalances({ state, paidForOthers }: Twin, before: Balances, after: Balances): void {
  for (const [key, amount] of after) {
    const [currency, holder] = key.split(' ') as [Hex, Hex]
    const correction = currency === zeroAddress ? (paidForOthers.get(holder) ?? 0n) : 0n
    const [chain, twin] = [
      amount - (before.get(key) ?? 0n),
      (state.balances.get(currency)?.get(holder) ?? 0n) - correction,
    ]
    if (chain !== twin)
      throw new Difference('balance', lines({ 'gained since the beginning': key, chain: `${chain}`, twin: `${twin}` }))
  }
}

/**
 * @returns what was asked
 * @throws Difference where a view of the contracts answers something else than the twin's
 */
export async function compareAllViews(chain: ComparedChain, twin: Twin): Promise<Question[]> {
  const questions = questionsOf(twin.state, twin.history, await chain.now())
  await compareOn(chain, questions)
  return questions
}

/** Views that say something else when time goes on: at the last second of what they say. */
const timely: ReadonlySet<string> = new Set(['matchTask', 'paused', 'getNode', 'eligibility'])

/** @throws Difference where one of the views that know the time answers something else than the twin's */
export async function compareTimelyViews(chain: ComparedChain, twin: Twin): Promise<void> {
  const questions = questionsOf(twin.state, twin.history, await chain.now())
  await compareOn(
    chain,
    questions.filter(({ view }) => timely.has(view)),
  )
}

async function compareOn({ rpc, deployment }: ComparedChain, questions: readonly Question[]): Promise<void> {
  const differences = await compareViews(createReader(rpc, deployment), questions)
  if (differences.length > 0) throw new Difference('view', differences.slice(0, 20).join('\n  '))
}
