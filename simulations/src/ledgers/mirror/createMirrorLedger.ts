import { solve } from '@aiigo/pow'
import type { MarketEvent } from '@aiigo/protocol'
import type { Command, Rejection } from '../commands.ts'
import type { Answer, Audit, Ledger, Listener } from '../ledger.ts'
import type { Saying } from '../twin/createTwinLedger.ts'
import { firstDifference } from './firstDifference.ts'
import { MirrorError } from './mirrorError.ts'

export type MirrorLedgerOptions = {
  /** Opens the ledger that the run is made on; it tells what each command said. */
  openTwin(onSaid: (saying: Saying) => void): Ledger
  /** The one that has to say the same. */
  chain: Ledger
}

/**
 * A twin that is not believed: every command goes to the chain as well, and what it says there, or why it is refused, has
 * to be the same. Challenges are solved again, since their seeds are made of the chain's own blocks.
 *
 * @throws MirrorError with the first difference, as soon as the two differ
 */
export function createMirrorLedger({ openTwin, chain }: MirrorLedgerOptions): Ledger {
  const said: Saying[] = []
  const twin = openTwin((saying) => said.push(saying))
  let tick = -1

  async function compare(
    commands: readonly Command[],
    listen: Listener,
    submitTo: Submit,
  ): Promise<readonly Rejection[]> {
    const expected = await answerOf((hear) => submitTo(twin, commands, hear), listen)
    const solved = await Promise.all(commands.map((command) => solvedAnew(chain, command)))
    const seen = await answerOf((hear) => submitTo(chain, solved, hear))
    const difference = firstDifference(expected, seen, said)
    if (difference) throw new MirrorError({ tick, ...difference })
    said.length = 0
    return expected.rejections
  }

  return {
    facts: { ...chain.facts, ledger: 'twin', verified: `event by event, against ${chain.facts.ledger}` },
    governor: twin.governor,
    state: twin.state,
    submit(time, commands, listen) {
      tick += 1
      return compare(commands, listen, (ledger, all, hear) => ledger.submit(time, all, hear))
    },
    submitLate: (commands, listen) => compare(commands, listen, (ledger, all, hear) => ledger.submitLate(all, hear)),
    endTick() {
      twin.endTick()
      chain.endTick()
    },
    audit: async () => together(await twin.audit(), await chain.audit()),
    async close() {
      await twin.close()
      await chain.close()
    },
  }
}

type Submit = (ledger: Ledger, commands: readonly Command[], hear: Listener) => Promise<readonly Rejection[]>

/** What a ledger says, kept to be compared. */
async function answerOf(submit: (hear: Listener) => Promise<readonly Rejection[]>, listen?: Listener): Promise<Answer> {
  const events: MarketEvent[] = []
  const rejections = await submit((event) => {
    events.push(event)
    listen?.(event)
  })
  return { events, rejections }
}

/** Solutions for the seed that the chain has given; any other command as it is. */
async function solvedAnew({ state }: Ledger, command: Command): Promise<Command> {
  if (command.name !== 'submitSolutions') return command
  const challenge = state.challenges.get(command.args.challengeId)
  if (!challenge) return command
  const { seed, difficulty, lastNonce } = challenge
  const search = { seed, difficulty, count: command.args.nonces.length, start: lastNonce + 1n, workers: 0 }
  const nonces = (await solve(search))?.nonces ?? []
  return { ...command, args: { ...command.args, nonces } }
}

/** What the chain holds counts; a wei that only the twin has wrong is a difference. */
function together(twin: Audit, chain: Audit): Audit {
  const wrong = twin.checks.filter(({ expected, actual }) => expected !== actual)
  const lines = wrong.map(({ name, expected, actual }) => `twin, ${name}: expected ${expected} wei, seen ${actual} wei`)
  return { ...chain, differences: [...chain.differences, ...twin.differences, ...lines] }
}
