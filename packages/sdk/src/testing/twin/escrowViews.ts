import * as protocol from '@aiigo/protocol'
import type { Address } from 'viem'
import type { OfTask, Views } from './sight.ts'

/** What EscrowManager answers. */
export const escrowViews: Views = {
  platformFeeBps: ({ market }) => protocol.getPlatformFeeBps(market.state),
  getEscrow: ({ market }, { taskId }: OfTask) => protocol.getEscrow(market.state, taskId),
  getEscrowDetails: ({ market }, { taskId }: OfTask) => protocol.getEscrowDetails(market.state, taskId),
  isCurrencyAccepted: ({ market }, { currency }: { currency: Address }) =>
    protocol.isCurrencyAccepted(market.state, currency),
  previewRelease: ({ market }, { taskId }: OfTask) => protocol.previewRelease(market.state, taskId),
  previewReleaseAt: ({ market }, { taskId, agreedAmount }: OfTask & { agreedAmount: bigint }) =>
    protocol.previewReleaseAt(market.state, taskId, agreedAmount),
  previewDispute: ({ market }, { taskId, ...ruling }: OfTask & Parameters<typeof protocol.previewDispute>[2]) =>
    protocol.previewDispute(market.state, taskId, ruling),
}
