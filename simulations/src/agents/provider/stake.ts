import { NodeStatus } from '@aiigo/core'
import type { NodeState } from '@aiigo/protocol'
import type { View } from '../../engine/view.ts'
import type { Command } from '../../ledgers/commands.ts'
import { type CommandList, NOTHING } from './commandList.ts'
import type { ProviderOptions } from './options.ts'

/** Registers the machine, with its stake and the fee. */
export function register(view: View, options: ProviderOptions): Command {
  const { address, resourceType, hardware, region } = options
  return {
    name: 'registerNode',
    from: address,
    args: { resourceType, metadataURI: `sim:${hardware}/${region}` },
    value: view.state.parameters.registrationFee + wantedStake(view, options),
  }
}

/** Fills the stake up again: a slash that leaves less than the minimum stops a node from taking work. */
export function topUp(view: View, node: NodeState, options: ProviderOptions): CommandList {
  if (node.status !== NodeStatus.Active || node.stakedAmount >= view.state.parameters.minimumStake) return NOTHING
  const value = wantedStake(view, options) - node.stakedAmount
  return [{ name: 'addStake', from: options.address, args: { nodeId: node.nodeId }, value }]
}

/** A node that never proved itself may leave too. */
const mayStop: readonly NodeStatus[] = [NodeStatus.Pending, NodeStatus.Verified, NodeStatus.Active]

/** Stops when nothing is open any more, waits for the cooldown, takes the stake home. */
export function leave(view: View, node: NodeState, from: `0x${string}`): CommandList {
  const { nodeId, status, openTasks, openChallenge, stakedAmount, withdrawableFrom } = node
  if (openTasks > 0 || openChallenge) return NOTHING
  if (mayStop.includes(status)) return [{ name: 'deactivateNode', from, args: { nodeId } }]
  if (status !== NodeStatus.Inactive || stakedAmount === 0n || view.time < withdrawableFrom) return NOTHING
  return [{ name: 'withdrawStake', from, args: { nodeId, amount: stakedAmount } }]
}

function wantedStake(view: View, { stake }: ProviderOptions): bigint {
  const { minimumStake } = view.state.parameters
  return stake > minimumStake ? stake : minimumStake
}
