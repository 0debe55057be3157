import { decide, type MarketEvent, RefusedError } from '@aiigo/protocol'
import type { Decide } from './twin.ts'

// The comparison has to tell these from the contracts.

/** Changes what a twin decides, where it decides that. */
function broken(change: (events: readonly MarketEvent[]) => readonly MarketEvent[]): Decide {
  return (state, command, context) => {
    const decision = decide(state, command, context)
    return decision instanceof RefusedError ? decision : change(decision)
  }
}

function argument(name: string, change: (args: Record<string, unknown>) => Record<string, unknown>): Decide {
  return broken((events) =>
    events.map((event) =>
      event.name === name ? ({ ...event, args: { ...event.args, ...change(event.args) } } as MarketEvent) : event,
    ),
  )
}

/** What is wrong with a twin, what a difference to it says, and what it decides. */
export const wrongTwins: readonly [string, string, Decide][] = [
  [
    'an amount off by one',
    'EscrowDeposited',
    argument('EscrowDeposited', ({ amount }) => ({ amount: (amount as bigint) + 1n })),
  ],
  ['a reason of a word more', 'TaskDisputed', argument('TaskDisputed', ({ reason }) => ({ reason: `${reason}!` }))],
  [
    'an event left out',
    'StakeCooldownStarted',
    broken((events) => events.filter(({ name }) => name !== 'StakeCooldownStarted')),
  ],
  [
    'events in another order',
    'NodeRegistered',
    broken((events) => (events[0]?.name === 'NodeRegistered' ? [events[0], ...events.slice(1).reverse()] : events)),
  ],
  [
    'a check left out',
    'NodeRegistry_NotNodeOwner',
    (state, command, context) =>
      decide(
        state,
        command,
        command.name === 'updateMetadata'
          ? { ...context, sender: state.nodes.get(command.args.nodeId)?.owner ?? context.sender }
          : context,
      ),
  ],
  [
    'a window one second longer',
    'Over',
    (state, command, context) => {
      if (!patient.has(command.name)) return decide(state, command, context)
      const decision = decide(state, command, { ...context, time: context.time - 1 })
      // Only the window is wrong: what happens is said to have happened when it did.
      return decision instanceof RefusedError ? decision : decision.map((event) => ({ ...event, time: context.time }))
    },
  ],
]

/** Calls that may come when a window is over, and that say no time themselves. */
const patient = new Set<string>(['finalizeTask', 'expireTask', 'withdrawStake'])
