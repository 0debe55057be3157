import { fits, type Handlers, heldEscrowOf, isNew } from '../fit.ts'
import { ETH } from '../hex.ts'

type EscrowEvents = 'EscrowDeposited' | 'EscrowReleased' | 'EscrowRefunded'

/** What EscrowManager says about the buyers' money. */
export const escrowEvents: Handlers<EscrowEvents> = {
  EscrowDeposited(state, event) {
    const { taskId, buyer, amount } = event.args
    isNew(event, state.escrows, taskId)
    state.escrows.set(taskId, {
      taskId,
      buyer,
      currency: ETH,
      amount,
      feeBps: Number(state.parameters.platformFeeBps),
      depositedAt: event.time,
      status: 'held',
      provider: undefined,
    })
  },

  EscrowReleased(state, event) {
    const escrow = heldEscrowOf(state, event)
    const { provider, providerPayout, platformFee } = event.args
    fits(event, 'an escrow of', providerPayout + platformFee, escrow.amount)
    escrow.status = 'released'
    escrow.provider = provider
    state.fees.set(escrow.currency, (state.fees.get(escrow.currency) ?? 0n) + platformFee)
  },

  EscrowRefunded(state, event) {
    const escrow = heldEscrowOf(state, event)
    fits(event, 'an escrow of', event.args.amount, escrow.amount)
    escrow.status = 'refunded'
  },
}
