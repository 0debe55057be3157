import * as actions from './actions/index.ts'
import type { WriteClient } from './call/write.ts'
import type { Deployment } from './deployment.ts'
import { getEvents } from './events/getEvents.ts'
import { waitForEvents } from './events/waitForEvents.ts'
import { watchEvents } from './events/watchEvents.ts'

const all = { ...actions, getEvents, waitForEvents, watchEvents }
type All = typeof all

/** The actions of a market, without the client and the deployment that each takes first. */
export type AiigoActions = {
  [name in keyof All]: Parameters<All[name]> extends [unknown, unknown, ...infer rest]
    ? (...parameters: rest) => ReturnType<All[name]>
    : never
}

/**
 * A viem decorator with every action. Whoever counts bytes imports the single actions instead: they take the client and
 * the deployment first.
 *
 * @example
 * const client = createWalletClient({ account, chain, transport: http() }).extend(aiigoActions(deployment))
 * await client.addStake({ nodeId, value: parseEther('0.5') })
 */
export function aiigoActions(deployment: Deployment) {
  return (client: WriteClient): AiigoActions => {
    const bound = Object.entries(all).map(([name, action]) => [
      name,
      (parameters: never) => action(client, deployment, parameters),
    ])
    return Object.fromEntries(bound)
  }
}
