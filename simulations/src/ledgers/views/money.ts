import { DisputeOutcome } from '@aiigo/core'
import {
  type EscrowState,
  getAccruedFees,
  getCreditOf,
  getEscrow,
  getEscrowDetails,
  getTreasury,
  isCurrencyAccepted,
  type MarketState,
  previewDispute,
  previewRelease,
  previewReleaseAt,
} from '@aiigo/protocol'
import { ETH } from '../holdings.ts'
import {
  plainQuestion,
  type Question,
  question,
  questionOfEach,
  some,
  UNKNOWN_ACCOUNT,
  UNKNOWN_ID,
} from './question.ts'

const escrowManager = 'escrowManager'
const holders = ['nodeRegistry', 'escrowManager'] as const

/** What the two contracts that hold money tell of it. */
export function moneyQuestions(state: MarketState): Question[] {
  const ids = [...state.tasks.keys(), ...state.escrows.keys(), UNKNOWN_ID]
  const currencies = currenciesOf(state)
  return [
    questionOfEach(escrowManager, 'getEscrow', new Set(ids), (id) => getEscrow(state, id)),
    questionOfEach(escrowManager, 'getEscrowDetails', new Set(ids), (id) => getEscrowDetails(state, id)),
    questionOfEach(escrowManager, 'isCurrencyAccepted', [...currencies, UNKNOWN_ACCOUNT], (currency) =>
      isCurrencyAccepted(state, currency),
    ),
    ...holders.flatMap((contract) => holderQuestions(state, contract, currencies)),
    ...previewQuestions(state),
  ]
}

function currenciesOf({ escrows, currencies, fees, credits }: MarketState): `0x${string}`[] {
  const used = Array.from(escrows.values(), ({ currency }) => currency)
  return [...new Set([ETH, ...currencies, ...used, ...fees.keys(), ...credits.keys()])]
}

function holderQuestions(
  state: MarketState,
  contract: (typeof holders)[number],
  currencies: readonly `0x${string}`[],
): Question[] {
  const credited = [...state.registryCredits.keys(), ...[...state.credits.values()].flatMap((one) => [...one.keys()])]
  const accounts = new Set([...credited, UNKNOWN_ACCOUNT])
  const asked = currencies.flatMap((currency) => Array.from(accounts, (account) => ({ currency, account })))
  return [
    plainQuestion(contract, 'treasury', getTreasury(state, contract)),
    questionOfEach(contract, 'accruedFees', currencies, (currency) => getAccruedFees(state, contract, currency)),
    question(contract, 'creditOf', asked, ({ currency, account }) => {
      return { args: [currency, account], expected: getCreditOf(state, contract, currency, account) }
    }),
  ]
}

/** Of the latest escrows, and of one that is not there: what is due at the whole price, at less, and at more than there is. */
function previewQuestions(state: MarketState): Question[] {
  const escrows = [...state.escrows.values()]
  const latest = [...escrows.slice(-24), ...some(escrows), { taskId: UNKNOWN_ID, amount: 8n }]
  const parts = latest.flatMap(({ taskId, amount }) =>
    [amount, amount / 3n, 0n, amount + 1n].map((agreedAmount) => ({ taskId, agreedAmount })),
  )
  const rulings = latest.flatMap((escrow) => rulingsOf(escrow))
  return [
    question(escrowManager, 'previewRelease', latest, ({ taskId }) => {
      return { args: [taskId], expected: previewRelease(state, taskId) }
    }),
    question(escrowManager, 'previewReleaseAt', parts, ({ taskId, agreedAmount }) => {
      return { args: [taskId, agreedAmount], expected: previewReleaseAt(state, taskId, agreedAmount) }
    }),
    question(escrowManager, 'previewDispute', rulings, ({ taskId, ...ruling }) => {
      const { outcome, agreedAmount, providerShareBps } = ruling
      return {
        args: [taskId, outcome, agreedAmount, providerShareBps],
        expected: previewDispute(state, taskId, ruling),
      }
    }),
  ]
}

function rulingsOf({ taskId, amount }: Pick<EscrowState, 'taskId' | 'amount'>) {
  const shares = [0n, 3_333n, 10_000n, 10_001n]
  const split = shares.map((providerShareBps) => ({ outcome: DisputeOutcome.Split, providerShareBps }))
  const whole = [DisputeOutcome.ProviderWins, DisputeOutcome.BuyerWins, DisputeOutcome.NobodyRuled]
  const others = whole.map((outcome) => ({ outcome, providerShareBps: 0n }))
  return [...split, ...others].flatMap((ruling) =>
    [amount, amount / 3n, amount + 1n].map((agreedAmount) => ({ taskId, agreedAmount, ...ruling })),
  )
}
