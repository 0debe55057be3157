import type { AmountName, Kpis } from '../../kpis.ts'
import { shareOf } from '../../units.ts'
import type { Chart, Colour } from '../chart.ts'
import { formatEther, formatShare, formatUsd } from '../format.ts'
import { htmlTable } from '../table.ts'

const nodes: { name: string; colour: Colour }[] = [
  { name: 'Buyers', colour: 'money-buyers' },
  { name: 'Escrow', colour: 'money-escrow' },
  { name: 'Providers', colour: 'money-providers' },
  { name: 'Platform fee', colour: 'money-platform' },
  { name: 'Refunds', colour: 'money-refunds' },
  { name: 'Still in escrow', colour: 'quiet' },
  { name: 'Registration fees', colour: 'money-stakes' },
  { name: 'Slashed stakes', colour: 'task-failed' },
  { name: 'Treasury', colour: 'money-treasury' },
]

const flows: { source: string; target: string; amount: AmountName }[] = [
  { source: 'Buyers', target: 'Escrow', amount: 'deposited' },
  { source: 'Escrow', target: 'Providers', amount: 'paidToProviders' },
  { source: 'Escrow', target: 'Platform fee', amount: 'platformFees' },
  { source: 'Escrow', target: 'Refunds', amount: 'refunded' },
  { source: 'Escrow', target: 'Still in escrow', amount: 'escrowHeld' },
  { source: 'Platform fee', target: 'Treasury', amount: 'platformFees' },
  { source: 'Registration fees', target: 'Treasury', amount: 'registrationFees' },
  { source: 'Slashed stakes', target: 'Treasury', amount: 'slashed' },
]

/** Where the money came from and where it went. */
export async function moneyChart(kpis: Kpis): Promise<Chart> {
  const { money } = kpis
  const links = flows
    .map(({ source, target, amount }) => ({ source, target, value: money[amount].usd }))
    .filter(({ value }) => value > 0)
  const used = nodes.filter(({ name }) => links.some(({ source, target }) => source === name || target === name))
  return {
    id: 'money',
    title: 'Where the money went',
    see: links.length === 0 ? 'No money moved in this run.' : sentence(kpis),
    height: 420,
    drawing: links.length === 0 ? undefined : { kind: 'flow', unit: 'usd', nodes: used, links },
    table: table(kpis),
  }
}

function sentence({ money }: Kpis): string {
  if (money.deposited.usd === 0)
    return 'No buyer paid anything in this run; what the treasury took in are fees for registering nodes.'
  const kept = formatShare(shareOf(money.paidToProviders.usd, money.gross.usd))
  const paid =
    money.gross.usd > 0 ? ` Of the ${formatUsd(money.gross.usd)} that left it as payment, providers kept ${kept}.` : ''
  return `Buyers put ${formatUsd(money.deposited.usd)} into escrow.${paid}`
}

const rows: [AmountName, string][] = [
  ['deposited', 'Paid into escrow by buyers'],
  ['gross', 'Released as payment (gross)'],
  ['paidToProviders', 'To providers (net)'],
  ['platformFees', 'Platform fee'],
  ['refunded', 'Refunded to buyers'],
  ['escrowHeld', 'In escrow at the end'],
  ['registrationFees', 'Registration fees'],
  ['slashed', 'Slashed from stakes'],
  ['stakeDeposited', 'Stakes put up'],
  ['stakeWithdrawn', 'Stakes withdrawn'],
  ['stakes', 'Stakes at the end'],
]

function table({ money, run }: Kpis): string {
  const cells = rows.map(([name, label]) => [label, formatEther(money[name].wei), formatUsd(money[name].usd)])
  return htmlTable({
    caption: `Money in the run, at ${formatUsd(run.ethUsd)} for one ETH`,
    heads: ['Flow', 'ETH', 'USD'],
    rows: cells,
  })
}
