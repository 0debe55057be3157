import {
  type Abi,
  type AbiEvent,
  type Address,
  type ContractEventArgsFromTopics,
  type ContractEventName,
  decodeEventLog,
  type Hash,
  type Hex,
  toEventSelector,
} from 'viem'
import type { Deployment } from '../deployment.ts'
import { escrowManagerAbi, nodeRegistryAbi, proofOfWorkVerifierAbi, taskMarketplaceAbi } from '../generated/abis.ts'

const abis = {
  nodeRegistry: nodeRegistryAbi,
  proofOfWorkVerifier: proofOfWorkVerifierAbi,
  escrowManager: escrowManagerAbi,
  taskMarketplace: taskMarketplaceAbi,
} as const

type Abis = typeof abis

/** The contracts whose events make up the market's state. */
export type EventContract = keyof Abis

type EventOf<contract extends EventContract, name extends ContractEventName<Abis[contract]>> = {
  readonly contract: contract
  readonly eventName: name
  readonly args: Readonly<ContractEventArgsFromTopics<Abis[contract], name>>
  /** Where it stands in the chain; null while its block is pending. */
  readonly blockNumber: bigint | null
  readonly logIndex: number | null
  readonly transactionHash: Hash | null
}

/** One event of a market, told apart by `contract` and `eventName`. */
export type MarketEvent = {
  [contract in EventContract]: {
    [name in ContractEventName<Abis[contract]>]: EventOf<contract, name>
  }[ContractEventName<Abis[contract]>]
}[EventContract]

export type MarketEventName = MarketEvent['eventName']

/** The part of a viem log that is read here. */
export type EncodedLog = {
  address: Address
  data: Hex
  topics: readonly Hex[]
  blockNumber?: bigint | null
  logIndex?: number | null
  transactionHash?: Hash | null
}

/**
 * The market's events among some logs, in their order. Logs of other contracts, and events that these ABIs do not
 * know, are left out.
 *
 * @example
 * for (const event of parseEvents(deployment, receipt.logs)) {
 *   if (event.eventName === 'NodeRegistered') console.log(event.args.nodeId)
 * }
 */
export function parseEvents(deployment: Deployment, logs: readonly EncodedLog[]): MarketEvent[] {
  const contracts = new Map(
    (Object.keys(abis) as EventContract[]).map((name) => [deployment.contracts[name].toLowerCase(), name]),
  )
  return logs.flatMap((log) => {
    const contract = contracts.get(log.address.toLowerCase())
    const event = contract && eventsOf(contract).get(log.topics[0] ?? '0x')
    return contract && event ? [decode(contract, event, log)] : []
  })
}

const indexes = new Map<EventContract, Map<Hex, AbiEvent>>()

/** Events by their topic. viem would hash every signature of the ABI again for each log. */
function eventsOf(contract: EventContract): Map<Hex, AbiEvent> {
  const known = indexes.get(contract)
  if (known) return known
  const events = (abis[contract] as Abi).filter((item) => item.type === 'event')
  const index = new Map(events.map((event) => [toEventSelector(event), event]))
  indexes.set(contract, index)
  return index
}

function decode(contract: EventContract, event: AbiEvent, log: EncodedLog): MarketEvent {
  const topics = log.topics as [Hex, ...Hex[]]
  const { args = {} } = decodeEventLog({ abi: [event], data: log.data, topics }) as { args?: object }
  const { blockNumber = null, logIndex = null, transactionHash = null } = log
  return { contract, eventName: event.name, args, blockNumber, logIndex, transactionHash } as unknown as MarketEvent
}
