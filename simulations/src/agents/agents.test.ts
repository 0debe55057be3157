import { TaskStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import { createChance } from '../engine/chance.ts'
import { type BuyerOptions, createBuyer, type TaskWish } from './buyer.ts'
import { createKeeper } from './keeper.ts'
import { createPlatform } from './platform.ts'
import { chainPower } from './power.ts'
import { buyer, node, nodeId, provider, START, task, taskId, view } from './testing.ts'

const wish: TaskWish = {
  resourceType: 0,
  duration: 3_600,
  requiredPower: 400n,
  priceLimit: 10n ** 15n,
  minTrustLevel: 1,
  document: { minUptimeBps: 0 },
}

function someone(more: Partial<BuyerOptions> = {}) {
  const chance = createChance(1).split('buyer')
  return createBuyer({ name: 'b', address: buyer, wishes: () => [], approves: 1, patience: 3_600, chance, ...more })
}

test('default', () => {
  const price = 4n * 10n ** 14n
  const seen = view({ nodes: [node()], price })
  const { commands, wishes, documents } = someone({ wishes: () => [{ ...wish, duration: 36_000 }] }).decide(seen)
  expect(commands).toEqual([
    {
      name: 'createTask',
      from: buyer,
      args: {
        resourceType: 0,
        requiredPower: 400n,
        duration: 36_000n,
        maxPrice: price,
        minTrustLevel: 1,
        specificationURI: 'sim:task/0',
      },
      value: price * 10n,
    },
  ])
  expect(wishes).toEqual([{ isMatched: true }])
  expect(documents).toEqual([['sim:task/0', { minUptimeBps: 0 }]])
})

test('behavior: where nobody is found it offers its limit and says what stood in the way', () => {
  const demanding = { ...wish, document: { minUptimeBps: 9_999 } }
  const decision = someone({ wishes: () => [demanding] }).decide(view({ nodes: [node()] }))
  expect(decision.wishes).toEqual([{ isMatched: false, reason: 'sla' }])
  expect(decision.commands[0]).toMatchObject({ args: { maxPrice: 10n ** 15n } })
  expect(someone({ wishes: () => [wish] }).decide(view()).wishes).toEqual([{ isMatched: false }])
})

test('behavior: a task costs at least what the smallest task costs', () => {
  const short = { ...wish, duration: 60, priceLimit: 1n }
  const { commands, wishes } = someone({ wishes: () => [short] }).decide(view())
  expect(commands[0]?.value).toBe(10n ** 15n)
  expect(wishes).toEqual([{ isMatched: false, isAboveLimit: true }])
  const matched = someone({ wishes: () => [{ ...wish, duration: 600 }] }).decide(view({ nodes: [node()] }))
  expect(matched.wishes).toEqual([{ isMatched: true, isAboveLimit: true }])
})

const completed = task({ status: TaskStatus.Completed, nodeId })

test('behavior: it approves, or stays silent for good', () => {
  const seen = view({ nodes: [node()], tasks: [completed] })
  expect(someone().decide(seen).commands).toEqual([{ name: 'approveResult', from: buyer, args: { taskId } }])
  const silent = someone({ approves: 0 })
  for (let i = 0; i < 3; i++) expect(silent.decide(seen).commands).toEqual([])
})

test('behavior: a result to which it said nothing it does not look at again', () => {
  const tasks = Array.from({ length: 40 }, (_, i) =>
    task({ status: TaskStatus.Completed, nodeId, taskId: `0x${String(i).padStart(64, '0')}` }),
  )
  const agent = someone({ approves: 0.5 })
  const approved = agent.decide(view({ tasks })).commands.flatMap(({ args }) => ('taskId' in args ? [args.taskId] : []))
  expect(Math.abs(approved.length - 20)).toBeLessThan(12)
  const left = tasks.filter(({ taskId }) => !approved.includes(taskId))
  for (let i = 0; i < 5; i++) expect(agent.decide(view({ tasks: left })).commands).toEqual([])
})

test('behavior: it takes back what nobody took, but not what is being offered right now', () => {
  const agent = someone()
  const at = (time: number, nodes = [node({ computePower: 0n })]) => view({ time, nodes, tasks: [task()] })
  expect(agent.decide(at(START + 3_599)).commands).toEqual([])
  expect(agent.decide(at(START + 3_600)).commands).toEqual([{ name: 'cancelTask', from: buyer, args: { taskId } }])
  expect(agent.decide(at(START + 3_600, [node()])).commands).toEqual([])
})

const keeper = () => createKeeper('keeper', provider)

test.each([
  ['finalizeTask', { status: TaskStatus.Completed, reviewUntil: START }],
  ['timeoutTask', { status: TaskStatus.InProgress, nodeId, deadline: START }],
  ['expireTask', { status: TaskStatus.Open, openUntil: START }],
] as const)('behavior: the keeper calls %s from the second after the limit on', (name, more) => {
  const at = (time: number) => keeper().decide(view({ time, tasks: [task(more)] })).commands
  expect(at(START)).toEqual([])
  expect(at(START + 1)).toEqual([{ name, from: provider, args: { taskId } }])
})

test('behavior: the keeper expires challenges and sweeps once a day', () => {
  const agent = keeper()
  const seen = (time: number) => {
    const one = view({ time, nodes: [node()] })
    const challengeId = `0x${'03'.repeat(32)}` as const
    one.state.challenges.set(challengeId, { challengeId, deadline: START } as never)
    one.state.accrued = 5n
    return agent.decide(one).commands.map(({ name }) => name)
  }
  expect(seen(START)).toEqual(['sweepRegistryFees'])
  expect(seen(START + 3_600)).toEqual(['expireChallenge'])
  expect(seen(START + 86_400)).toEqual(['expireChallenge', 'sweepRegistryFees'])
})

test('behavior: the platform marks its own nodes, and clears flagged ones after a day', () => {
  const agent = createPlatform('platform', buyer, new Map([[provider, 1]]))
  const at = (time: number, more = {}) => agent.decide(view({ time, nodes: [node(more)] })).commands
  expect(at(START)).toEqual([{ name: 'setNodeTier', from: buyer, args: { nodeId, tier: 1 } }])
  expect(at(START, { tier: 1, underReview: true })).toEqual([])
  expect(at(START + 86_399, { tier: 1, underReview: true })).toEqual([])
  expect(at(START + 86_400, { tier: 1, underReview: true })).toEqual([
    { name: 'clearReview', from: buyer, args: { nodeId } },
  ])
})

test('behavior: a node of the platform that comes later is marked too, until it is', () => {
  const second = { nodeId: `0x${'09'.repeat(32)}`, owner: buyer } as const
  const agent = createPlatform('platform', buyer, new Map([[buyer, 2]]))
  const at = (...nodes: Parameters<typeof node>[0][]) =>
    agent.decide(view({ nodes: nodes.map((more) => node(more)) })).commands
  expect(at({})).toEqual([])
  const mark = { name: 'setNodeTier', from: buyer, args: { nodeId: second.nodeId, tier: 2 } }
  expect([at({}, second), at({}, second), at({}, { ...second, tier: 2 })]).toEqual([[mark], [mark], []])
})

test('behavior: a node that is flagged again waits for a day again', () => {
  const agent = createPlatform('platform', buyer, new Map())
  const day = 86_400
  const names = (time: number, underReview: boolean) =>
    agent.decide(view({ time, nodes: [node({ underReview })] })).commands.map(({ name }) => name)
  expect([names(START, true), names(START + day, true)]).toEqual([[], ['clearReview']])
  expect([names(START + 2 * day, false), names(START + 3 * day, true)]).toEqual([[], []])
  expect(names(START + 4 * day, true)).toEqual(['clearReview'])
})

test('behavior: wishes that ask for the same share a document, and no others do', () => {
  const documents = [{ minUptimeBps: 0 }, { minUptimeBps: 9_500 }, { minUptimeBps: 9_500, region: 'EU' }]
  const wishes = [...documents, ...documents].map((document) => ({ ...wish, document }))
  const decision = someone({ wishes: () => wishes }).decide(view())
  const named = new Map(decision.documents)
  expect([...named.values()]).toEqual(documents)
  const uris = decision.commands.flatMap((one) => (one.name === 'createTask' ? [one.args.specificationURI] : []))
  expect(uris.map((uri) => named.get(uri))).toEqual([...documents, ...documents])
})

test('behavior: power on the chain is what is simulated, divided by the hash scale', () => {
  const scale = { 0: 2 ** 20, 1: 1, 2: 1, 3: 1, 4: 1 }
  expect(chainPower(2 ** 20, 0, scale)).toBe(10n ** 18n)
  expect(chainPower(0.000000001, 1, scale)).toBe(10n ** 9n)
})
