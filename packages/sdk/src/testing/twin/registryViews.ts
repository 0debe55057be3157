import type { TaskClaim } from '@aiigo/protocol'
import * as protocol from '@aiigo/protocol'
import type { Address } from 'viem'
import { knownNode, type OfNode, type OfOwner, type OfType, pageOf, type Views } from './sight.ts'

/** What NodeRegistry answers. */
export const registryViews: Views = {
  parameters: ({ market }) => protocol.getNodeRegistryParameters(market.state),
  getNode: ({ market, time }, args: OfNode) => knownNode(protocol.getNode(market.state, args.nodeId, time), args),
  getNodeDetails: ({ market, time }, args: OfNode) =>
    knownNode(protocol.getNodeDetails(market.state, args.nodeId, time), args),
  getNodeTrustLevel: ({ market }, { nodeId }: OfNode) => protocol.getNodeTrustLevel(market.state, nodeId),
  isNodeActive: ({ market }, { nodeId }: OfNode) => protocol.isNodeActive(market.state, nodeId),
  isBanned: ({ market }, { owner }: OfOwner) => protocol.isBanned(market.state, owner),
  nodeCount: ({ market }, { resourceType }: OfType) => protocol.getNodeCount(market.state, resourceType),
  ownerNodeCount: ({ market }, { owner }: OfOwner) => protocol.getOwnerNodeCount(market.state, owner),
  computeNodeId: ({ market }, { owner, ownerNonce }: { owner: Address; ownerNonce: bigint }) =>
    protocol.nodeIdOf(market.state.deployment, owner, Number(ownerNonce)),
  getNodesByOwner: ({ market }, args: OfOwner) => protocol.getNodesByOwner(market.state, args.owner, pageOf(args)),
  getActiveNodes: ({ market }, args: OfType) => protocol.getActiveNodes(market.state, args.resourceType, pageOf(args)),
  eligibility: ({ market, time }, { nodeId, claim }: OfNode & { claim: TaskClaim }) =>
    protocol.getEligibility(market.state, nodeId, claim, time),
  eligibilityOfOwner: ({ market, time }, { nodeId, claim }: OfNode & { claim: TaskClaim }) =>
    protocol.getEligibilityOfOwner(market.state, nodeId, claim, time),
}
