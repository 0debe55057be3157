import type { AmountName, Kpis } from '../../kpis.ts'
import { shareOf } from '../../units.ts'
import type { Chart, Colour } from '../chart.ts'
import { formatEther, formatShare, formatUsd } from '../format.ts'
import { htmlTable } from '../table.ts'

type Flow = { source: string; target: string; amount: AmountName }

const colours: Record<string, Colour> = {
  Buyers: 'money-buyers',
  Escrow: 'money-escrow',
  Providers: 'money-providers',
  'Platform fees': 'money-platform',
  Refunds: 'money-refunds',
  'Still in escrow': 'money-escrow',
  'Registration fees': 'money-stakes',
  'Slashed stakes': 'task-failed',
  Treasury: 'money-treasury',
}

const payments: Flow[] = [
  { source: 'Buyers', target: 'Escrow', amount: 'deposited' },
  { source: 'Escrow', target: 'Providers', amount: 'paidToProviders' },
  { source: 'Escrow', target: 'Platform fees', amount: 'platformFees' },
  { source: 'Escrow', target: 'Refunds', amount: 'refunded' },
  { source: 'Escrow', target: 'Still in escrow', amount: 'escrowHeld' },
]

const income: Flow[] = [
  { source: 'Platform fees', target: 'Treasury', amount: 'platformFees' },
  { source: 'Registration fees', target: 'Treasury', amount: 'registrationFees' },
  { source: 'Slashed stakes', target: 'Treasury', amount: 'slashed' },
]

/** What buyers paid, and where it went. */
export async function moneyChart(kpis: Kpis): Promise<Chart> {
  return {
    id: 'money',
    title: 'Where the buyers’ money went',
    see: kpis.money.deposited.usd === 0 ? 'No buyer paid anything in this run.' : sentence(kpis),
    height: 360,
    drawing: draw(kpis, payments),
    table: table(kpis),
  }
}

/** What the platform took in. Apart from the payments: fees for a new network of nodes would dwarf them. */
export async function treasuryChart(kpis: Kpis): Promise<Chart> {
  const { platformFees, registrationFees, slashed } = kpis.money
  const drawing = draw(kpis, income)
  const parts = `${formatUsd(platformFees.usd)} platform fees, ${formatUsd(registrationFees.usd)} for registering nodes and ${formatUsd(slashed.usd)} slashed from stakes`
  return {
    id: 'treasury',
    title: 'What the treasury took in',
    see: drawing ? `The treasury’s income: ${parts}.` : 'The treasury took in nothing in this run.',
    height: 280,
    drawing,
  }
}

function draw({ money }: Kpis, flows: readonly Flow[]): Chart['drawing'] {
  const all = flows.map(({ source, target, amount }) => ({ source, target, value: money[amount].usd }))
  const links = all.filter(({ value }) => value > 0)
  if (links.length === 0) return undefined
  const names = new Set(links.flatMap(({ source, target }) => [source, target]))
  const nodes = [...names].map((name) => ({ name, colour: colours[name]! }))
  return { kind: 'flow', unit: 'usd', nodes, links }
}

function sentence({ money }: Kpis): string {
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
