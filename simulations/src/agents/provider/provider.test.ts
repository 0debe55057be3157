import { NodeStatus, parseEth, TaskStatus } from '@aiigo/core'
import { verify } from '@aiigo/pow'
import type { ChallengeState } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { node, nodeId, options, provider, START, task, taskId, view } from '../testing.ts'
import type { ProviderOptions } from './options.ts'
import { Provider } from './provider.ts'

const names = (commands: readonly { name: string }[]) => commands.map(({ name }) => name)
const HOUR = 3_600

test('default', () => {
  const agent = new Provider(options({ stake: parseEth('2') }))
  expect(agent.decide(view()).commands).toEqual([
    {
      name: 'registerNode',
      from: provider,
      args: { resourceType: 0, metadataURI: 'sim:PC/EU' },
      value: parseEth('2.1'),
    },
  ])
  const fresh = node({ status: NodeStatus.Pending, proof: { ...node().proof, challengeCount: 0 } })
  expect(names(agent.decide(view({ nodes: [fresh] })).commands)).toEqual(['issueChallenge'])
  const offered = view({ nodes: [node()], tasks: [task()] })
  expect(agent.decide(offered).commands).toEqual([{ name: 'acceptTask', from: provider, args: { taskId, nodeId } }])
})

test('behavior: it joins at its time, and never stakes less than the minimum', () => {
  const agent = new Provider(options({ joinsAt: START + 5 * HOUR, stake: 1n }))
  expect(agent.decide(view({ time: START + 4 * HOUR })).commands).toEqual([])
  expect(agent.decide(view({ time: START + 5 * HOUR })).commands[0]?.value).toBe(parseEth('0.6'))
})

test('behavior: it tops up after a slash, and is not offered until then', () => {
  const agent = new Provider(options())
  const slashed = view({ nodes: [node({ stakedAmount: parseEth('0.49') })] })
  expect(agent.decide(slashed).commands[0]).toMatchObject({ name: 'addStake', value: parseEth('0.51') })
  expect(agent.offer?.(slashed)).toBeUndefined()
  expect(agent.offer?.(view({ nodes: [node()] }))).toMatchObject({
    node: { nodeId },
    pricePerHour: 500n,
    uptimeBps: 10_000,
  })
})

test('behavior: it is asked to respond while it is at work or has just sent something, and not while it is idle', () => {
  const responds = (scene: Parameters<typeof view>[0]) => new Provider(options()).decide(view(scene)).responds
  expect(responds({ nodes: [node()] })).toBe(false)
  expect(responds({ nodes: [node()], tasks: [task()] })).toBe(true)
  expect(responds({ nodes: [node({ openTasks: 1 })] })).toBe(true)
  expect(responds({ nodes: [node({ openChallenge: challenge.challengeId })] })).toBe(true)
})

test('behavior: a machine that is off does nothing and offers nothing', () => {
  const agent = new Provider(options({ hours: [8, 20] }))
  const night = view({ time: START + 3 * HOUR, nodes: [node()], tasks: [task()] })
  expect(agent.decide(night)).toEqual({ commands: [], isOnline: false, responds: false })
  expect(agent.offer?.(night)).toBeUndefined()
})

const challenge: ChallengeState = {
  challengeId: `0x${'03'.repeat(32)}`,
  nodeId,
  owner: provider,
  seed: `0x${'ab'.repeat(32)}`,
  difficulty: 16n,
  issuedAt: START,
  deadline: START + 1_800,
  solutions: 8,
  solved: 0,
  lastNonce: 0n,
}

function challenged(time = START, more: Partial<ChallengeState> = {}) {
  const seen = view({ time, nodes: [node({ openChallenge: challenge.challengeId })] })
  seen.state.challenges.set(challenge.challengeId, { ...challenge, ...more })
  return seen
}

test('behavior: it really solves a challenge, and hands in at the time that its machine takes', async () => {
  const agent = new Provider(options({ slot: 24 }))
  const [command] = await agent.respond(challenged())
  if (command?.name !== 'submitSolutions') throw new Error('no solutions')
  const { nonces } = command.args
  expect(verify({ seed: challenge.seed, difficulty: 16n, nonces: [...nonces] })).toBe(true)
  expect(nonces).toHaveLength(8)
  // 8 solutions of 16 hashes, 2^29 simulated ones each, at 2 GH/s: 34 s.
  expect(command.at! - START).toBeGreaterThan(0)
  expect(command.at! - START).toBeLessThan(34 * 4)
  expect((command.at! - START) % 24).toBe(0)
  expect(await agent.respond(challenged())).toEqual([command])
})

test('behavior: where every hash is a solution, the first nonces are', async () => {
  const agent = new Provider(options({ hashScale: 2 ** 33 }))
  const [command] = await agent.respond(challenged(START, { difficulty: 1n, solutions: 3 }))
  expect(command?.args).toEqual({ challengeId: challenge.challengeId, nonces: [1n, 2n, 3n] })
})

test('args: proofs, the time between two proofs in place of the usual', () => {
  const at = (days: number, more: Partial<ProviderOptions>) => {
    const seen = view({ time: START + days * 24 * HOUR, nodes: [node()] })
    return names(new Provider(options({ patience: 365 * 86_400, ...more })).decide(seen).commands).includes(
      'issueChallenge',
    )
  }
  expect([1, 29, 30, 31].map((days) => at(days, {}))).toEqual([true, true, true, true])
  expect([1, 29, 30, 31].map((days) => at(days, { proofs: 30 * 86_400 }))).toEqual([false, false, true, true])
})

test('args: reprices, how often it looks at the market', () => {
  const priceAfter = (days: number, reprices: number) => {
    const agent = new Provider(options({ pricePerHour: 9_000n, reprices, patience: 365 * 86_400 }))
    const seen = view({ time: START + days * 24 * HOUR, nodes: [node()], price: 4_000n })
    agent.decide(seen)
    return agent.offer?.(seen)?.pricePerHour
  }
  expect([1, 6, 7].map((days) => priceAfter(days, 7 * 86_400) === 9_000n)).toEqual([true, true, false])
})

test('behavior: a solution that falls into a later tick is handed in there, one after the deadline never', async () => {
  const slow = new Provider(options({ hashRate: 2e9 / 200 }))
  expect(await slow.respond(challenged(START, { deadline: START + 86_400 }))).toEqual([])
  const commands = []
  for (let hour = 1; hour < 12; hour++) {
    const seen = challenged(START + hour * HOUR, { deadline: START + 86_400 })
    commands.push(...slow.decide(seen).commands, ...(await slow.respond(seen)))
    if (commands.length > 0) break
  }
  expect(names(commands)).toEqual(['submitSolutions'])
  const late = new Provider(options({ hashRate: 2e9 / 200 }))
  for (let hour = 0; hour < 12; hour++) expect(await late.respond(challenged(START + hour * HOUR))).toEqual([])
})

const running = (more = {}) =>
  task({ status: TaskStatus.InProgress, nodeId, startedAt: START, deadline: START + HOUR + 600, ...more })

test('behavior: a result comes with the next tick where there is time, else at its own moment', async () => {
  const agent = new Provider(options())
  const roomy = [node({ openTasks: 1 })]
  expect(await agent.respond(view({ nodes: roomy, tasks: [running()] }))).toEqual([])
  const next = view({ time: START + HOUR, nodes: roomy, tasks: [running()] })
  expect(names(agent.decide(next).commands)).toEqual(['submitResult'])

  const short = running({ duration: 600, deadline: START + 1_200 })
  const [command] = await new Provider(options()).respond(view({ nodes: roomy, tasks: [short] }))
  expect(command).toMatchObject({ name: 'submitResult', at: START + 600 })
})

test('behavior: of the tasks that fail half are given up, half are never heard of again', async () => {
  const fates = { abandonTask: 0, silence: 0 }
  const agent = new Provider(options({ failure: 1 }))
  for (let i = 0; i < 200; i++) {
    const one = running({
      taskId: `0x${(i + 10).toString(16).padStart(64, '0')}`,
      duration: 600,
      deadline: START + 1_200,
    })
    const [command] = await agent.respond(view({ nodes: [node({ openTasks: 1 })], tasks: [one] }))
    fates[command ? (command.name as 'abandonTask') : 'silence']++
  }
  expect(Math.abs(fates.abandonTask - 100)).toBeLessThan(25)
  expect(fates.abandonTask + fates.silence).toBe(200)
})

test('behavior: it leaves when a stretch of its patience did not pay, and takes its stake home after the cooldown', () => {
  const agent = new Provider(options({ patience: 2 * HOUR, joinsAt: START }))
  const at = (hour: number, more = {}) => view({ time: START + hour * HOUR, nodes: [node(more)] })
  for (const hour of [0, 1]) agent.decide(at(hour))
  const last = agent.decide(at(2))
  expect([names(last.commands), last.isOnline]).toEqual([['deactivateNode'], false])
  const inactive = { status: NodeStatus.Inactive, withdrawableFrom: START + 5 * HOUR }
  expect(agent.decide(at(4, inactive)).commands).toEqual([])
  expect(agent.decide(at(5, inactive)).commands[0]).toMatchObject({
    name: 'withdrawStake',
    args: { amount: 10n ** 18n },
  })
})

test.each([NodeStatus.Pending, NodeStatus.Verified])('behavior: it also leaves in status %i, unproven', (status) => {
  const agent = new Provider(options({ patience: 2 * HOUR, joinsAt: START }))
  const at = (hour: number, more = {}) => view({ time: START + hour * HOUR, nodes: [node({ status, ...more })] })
  for (const hour of [0, 1]) agent.decide(at(hour))
  expect(agent.decide(at(2, { openChallenge: challenge.challengeId })).commands).toEqual([])
  expect(names(agent.decide(at(3)).commands)).toEqual(['deactivateNode'])
})

test('behavior: it stays while it earns, and the platform stays anyway', () => {
  const earning = new Provider(options({ patience: 2 * HOUR }))
  const owned = new Provider(options({ patience: 2 * HOUR, tier: 1 }))
  for (const hour of [0, 1, 2, 3]) {
    const seen = view({ time: START + hour * HOUR, nodes: [node({ totalEarnings: BigInt(hour) * 10_000n })] })
    expect(names(earning.decide(seen).commands)).not.toContain('deactivateNode')
    expect(names(owned.decide(view({ time: seen.time, nodes: [node()] })).commands)).not.toContain('deactivateNode')
  }
})

test('behavior: its price follows its use, a quarter of the way a day, never below its cost', () => {
  const agent = new Provider(options({ pricePerHour: 10_000n, costPerHour: 7_500n, patience: 10 * 86_400 }))
  for (let hour = 0; hour <= 24; hour++)
    agent.decide(view({ time: START + hour * HOUR, nodes: [node()], price: 10_000n }))
  const offer = agent.offer?.(view({ time: START + 25 * HOUR, nodes: [node()] }))
  // Idle all day: 30 % below the median of 10,000 is below the cost, so a quarter of the way to 7,500.
  expect(offer?.pricePerHour).toBe(9_375n)
})
