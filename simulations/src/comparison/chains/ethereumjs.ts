import type { Deployment } from '@aiigo/clients'
import type { ParameterOverrides } from '@aiigo/core'
import type { EventContract } from '@aiigo/protocol'
import { custom, type Hex } from 'viem'
import { everybody, refusers } from '../actors.ts'
import { type Answer, decodeEvent, decodeRefusal, type Said } from '../answer.ts'
import { type Block, encodeCall } from '../call.ts'
import { type ComparedChain, DEPLOYED_AT, enrichingCalls, FORTUNE, type Mined, REFUSING, speakersOf } from './chain.ts'
import { CHAIN_ID, deploy } from './deploy.ts'
import { createEvm, type Evm, type Log, type Receipt } from './evm.ts'
import { createProvider, type Provider } from './provider.ts'

export async function startEthereumjsChain(parameters: ParameterOverrides, ethUsd: bigint): Promise<ComparedChain> {
  const evm = await createEvm(CHAIN_ID, DEPLOYED_AT)
  const provider = createProvider(evm)
  const { deployment, usdc } = await deploy(custom(provider), parameters, ethUsd)
  const genesis = genesisOf(provider, speakersOf(deployment))
  await furnish(evm, deployment, usdc)
  return comparedOn(evm, provider, { deployment, usdc, genesis })
}

function genesisOf({ sent }: Provider, speakers: ReadonlyMap<Hex, EventContract>): ComparedChain['genesis'] {
  return sent.flatMap(({ block: { time, number }, receipt }) =>
    saidIn(receipt.logs, speakers).map((said) => ({ ...said, time, number })),
  )
}

function saidIn(logs: readonly Log[], speakers: ReadonlyMap<Hex, EventContract>): Said[] {
  return logs.flatMap((log) => {
    const speaker = speakers.get(log.address)
    return speaker ? decodeEvent(speaker, log) : []
  })
}

async function furnish(evm: Evm, deployment: Deployment, usdc: Hex): Promise<void> {
  evm.begin(evm.latest().time + 1)
  for (const from of everybody) {
    await evm.setBalance(from, FORTUNE)
    for (const data of enrichingCalls(deployment, from)) await evm.transact({ from, to: usdc, data, value: 0n })
  }
  for (const account of refusers) await evm.setCode(account, REFUSING)
}

type Place = Pick<ComparedChain, 'deployment' | 'usdc' | 'genesis'>

function comparedOn(evm: Evm, { rpc }: Provider, place: Place): ComparedChain {
  const speakers = speakersOf(place.deployment)
  return {
    ...place,
    rpc,
    mine: (block) => mine(evm, place.deployment, speakers, block),
    now: async () => evm.latest().time,
    snapshot: evm.snapshot,
    stop: async () => {},
  }
}

async function mine(
  evm: Evm,
  { contracts }: Deployment,
  speakers: ReadonlyMap<Hex, EventContract>,
  { time, calls }: Block,
): Promise<Mined> {
  evm.begin(time)
  const answers: Answer[] = []
  for (const call of calls) {
    const { from, value } = call
    const receipt = await evm.transact({ from, value, to: contracts[call.contract], data: encodeCall(call) })
    answers.push(answerOf(receipt, speakers))
  }
  const { number, parentHash, prevrandao } = evm.latest()
  return { time, number, parentHash, prevrandao, calls, answers }
}

/** What stops the machine otherwise than by a contract's will is no refusal of its: the twin knows none of it. */
function answerOf({ fault, data, logs }: Receipt, speakers: ReadonlyMap<Hex, EventContract>): Answer {
  if (!fault) return { events: saidIn(logs, speakers) }
  return fault === 'revert' ? decodeRefusal(data) : { error: `the machine's own, ${fault}`, args: {} }
}
