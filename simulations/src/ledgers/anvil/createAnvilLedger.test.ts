import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeStatus, TaskStatus } from '@aiigo/core'
import { type Anvil, AnvilDiedError, AnvilPortInUseError } from '@aiigo/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Command } from '../commands.ts'
import { GOVERNOR } from '../parties.ts'
import { act, activate, buyer, parameters, post, provider, register, START } from '../testing.ts'
import { prepareBaseChain } from './baseChain.ts'
import { CacheError } from './cacheError.ts'
import { createAnvilLedger } from './createAnvilLedger.ts'
import { createRpc, LedgerAnswerError } from './rpc.ts'

let cache: string
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'aiigo-cache-'))
}, 60_000)
afterAll(() => rm(cache, { recursive: true }))

async function open(more: { port?: number; signal?: AbortSignal } = {}) {
  const base = await prepareBaseChain({ parameters, ethUsd: 3_000, cache })
  const ledger = await createAnvilLedger({ base, accounts: [provider, buyer, GOVERNOR], ...more })
  return { ledger, state: ledger.state, [Symbol.asyncDispose]: () => ledger.close() }
}

test('default', async () => {
  await using market = await open()
  const { state, ledger } = market
  expect(state.parameters).toMatchObject({ solutionsPerChallenge: 2n, smallestTaskEth: 0n })
  const node = await activate(market.ledger, START + 360)
  expect(node).toMatchObject({ status: NodeStatus.Active, provenAt: START + 360, challengesPassed: 1 })

  await act(market.ledger, START + 3_600, post(1_000n))
  const [task] = state.tasks.values()
  const { taskId } = task!
  await act(market.ledger, START + 7_200, { name: 'acceptTask', from: provider, args: { taskId, nodeId: node.nodeId } })
  const result = { taskId, resultHash: `0x${'ab'.repeat(32)}`, resultURI: '' } as const
  await act(market.ledger, undefined, { name: 'submitResult', from: provider, args: result, at: START + 9_000 })
  const paid = await act(market.ledger, START + 10_800, { name: 'approveResult', from: buyer, args: { taskId } })
  expect(task!.status).toBe(TaskStatus.Verified)
  expect(paid.events.map(({ name }) => name)).toContain('EscrowReleased')
  expect(paid.events.every(({ time }) => time === START + 10_800)).toBe(true)

  const { checks, compared, differences } = await ledger.audit()
  expect(differences).toEqual([])
  expect(compared).toEqual({ nodes: 1, tasks: 1 })
  for (const { name, expected, actual } of checks) expect(actual, name).toBe(expected)
})

test('behavior: who is told of an event finds the state as it is after it', async () => {
  await using market = await open()
  const nodes: number[] = []
  await market.ledger.submit(START, [register], ({ name }) => {
    if (name === 'NodeRegistered') nodes.push(market.state.nodes.size)
  })
  expect(nodes).toEqual([1])
})

test('behavior: the order of the commands is the order in the block, beyond one batch too', async () => {
  await using market = await open()
  const prices = Array.from({ length: 150 }, (_, i) => BigInt(i + 1))
  const { events } = await act(market.ledger, START, ...prices.map(post))
  const seen = events.flatMap((event) => (event.name === 'TaskCreated' ? [event.args.maxPrice] : []))
  expect(seen).toEqual(prices)
  expect(new Set(events.map(({ block }) => block)).size).toBe(1)
})

test('behavior: late commands have a block for each moment, in the order of time', async () => {
  await using market = await open()
  await act(market.ledger, START)
  const late = [START + 24, START + 12, START + 24].map((at, i) => ({ ...post(BigInt(i + 1)), at }) as Command)
  const { events } = await act(market.ledger, undefined, ...late)
  const created = events.flatMap((event) => (event.name === 'TaskCreated' ? [[event.args.maxPrice, event.time]] : []))
  expect(created).toEqual([
    [2n, START + 12],
    [1n, START + 24],
    [3n, START + 24],
  ])
})

test('behavior: what is refused comes back decoded, the others go on', async () => {
  await using market = await open()
  const tooLittle: Command = { ...register, value: 1n }
  const { events, rejections } = await act(market.ledger, START, tooLittle, register, { ...post(5n), value: 4n })
  expect(events.filter(({ name }) => name === 'NodeRegistered')).toHaveLength(1)
  expect(rejections.map(({ command, error }) => [command.name, (error as { errorName?: string }).errorName])).toEqual([
    ['registerNode', 'NodeRegistry_PaymentTooLow'],
    ['createTask', 'TaskMarketplace_WrongPayment'],
  ])
  expect((rejections[0]!.error as { args?: unknown }).args).toMatchObject({ paid: 1n })
})

test('behavior: the audit finds a wei that nobody reported, and a state that is not the chain', async () => {
  await using market = await open()
  await activate(market.ledger, START + 360)
  const [node] = market.state.nodes.values()
  node!.reputation += 1
  market.state.accrued += 1n
  const { checks, differences } = await market.ledger.audit()
  expect(differences).toEqual([
    expect.stringContaining('getNode reputation: the events say'),
    expect.stringContaining('getNodeDetails reputation: the events say'),
    expect.stringContaining('accruedFees: the events say'),
  ])
  expect(checks.filter(({ expected, actual }) => expected !== actual).map(({ name }) => name)).toEqual([
    'node registry: balance = stakes + bonds + accrued + credits',
    'node registry: accrued, not swept',
  ])
})

test('behavior: the base chain is made once, and whole', async () => {
  const [first, second] = await Promise.all([1, 2].map(() => prepareBaseChain({ parameters, ethUsd: 2_000, cache })))
  expect(first).toEqual(second)
  expect((await readdir(cache)).every((name) => /^chain-[0-9a-f]{16}$/.test(name))).toBe(true)
})

test('error: the cache is a file', async () => {
  const file = join(cache, '..', `aiigo-${process.pid}`)
  await writeFile(file, '')
  const error = await prepareBaseChain({ parameters, ethUsd: 3_000, cache: file }).catch((error) => error)
  await rm(file)
  expect(error).toBeInstanceOf(CacheError)
  expect(error.message).toContain('AIIGO_CACHE')
})

test('error: an occupied port', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await expect(open({ port })).rejects.toThrow(AnvilPortInUseError)
  server.close()
})

test('error: the run is stopped', async () => {
  const controller = new AbortController()
  await using market = await open({ signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(act(market.ledger, START, register)).rejects.toThrow('enough')
})

/** Something that answers like a broken anvil. */
async function brokenAnvil(answer: (id: number) => unknown): Promise<{ anvil: Anvil; server: Server }> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => response.end(JSON.stringify(JSON.parse(body).map(({ id }: { id: number }) => answer(id)))))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const watch = <T>(work: Promise<T>) => work
  return { anvil: { url: `http://127.0.0.1:${port}`, watch, death: undefined } as unknown as Anvil, server }
}

test('error: anvil answers an error', async () => {
  const { anvil, server } = await brokenAnvil((id) => ({ id, error: { code: -32_603, message: 'out of luck' } }))
  const error = await createRpc(anvil)
    .call<Error>('evm_mine')
    .catch((error: Error) => error)
  server.close()
  expect(error).toBeInstanceOf(LedgerAnswerError)
  expect(error.message).toContain('Request: evm_mine')
  expect(error.message).toContain('out of luck (code -32603)')
})

test('error: nobody answers', async () => {
  const { anvil, server } = await brokenAnvil(() => ({}))
  await new Promise((resolve) => server.close(resolve))
  await expect(createRpc(anvil).call('evm_mine')).rejects.toThrow(LedgerAnswerError)
})

test('error: anvil dies in the middle of the work', async () => {
  await using market = await open()
  process.kill(market.ledger.pid, 'SIGKILL')
  await expect(act(market.ledger, START, register)).rejects.toThrow(AnvilDiedError)
})
