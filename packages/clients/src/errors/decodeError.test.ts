import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { BaseError, InvalidArgumentError } from '@aiigo/core'
import { type Anvil, startAnvil, testAccount } from '@aiigo/testing'
import {
  type Client,
  createClient,
  createTestClient,
  custom,
  encodeAbiParameters,
  encodeErrorResult,
  type Hex,
  http,
  parseAbi,
  parseEther,
  RpcRequestError,
  UserRejectedRequestError,
} from 'viem'
import { call, getBlockNumber } from 'viem/actions'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getNode } from '../actions/nodeRegistry/getNode.ts'
import { registerNode } from '../actions/nodeRegistry/registerNode.ts'
import type { Deployment } from '../deployment.ts'
import { errorAbi } from '../generated/errors.ts'
import { decodeError, ProtocolError } from './decodeError.ts'
import { RpcFaultError, type RpcFaultKind } from './rpcFault.ts'

const nodeId = `0x${'11'.repeat(32)}` as const
const nowhere = `0x${'33'.repeat(20)}` as const
const anything = `0x${'22'.repeat(20)}` as const
const deployment: Deployment = {
  chainId: 31_337,
  contracts: {
    nodeRegistry: anything,
    proofOfWorkVerifier: anything,
    escrowManager: anything,
    taskMarketplace: anything,
    priceOracle: anything,
  },
  block: 0n,
}
const stakeTooLow = encodeErrorResult({
  abi: errorAbi,
  errorName: 'NodeRegistry_StakeTooLow',
  args: [nodeId, 10n ** 17n, 5n * 10n ** 17n],
})

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil()
  // Code that accepts every call and returns 32 zero bytes.
  const chain = createTestClient({ mode: 'anvil', transport: http(anvil.url) })
  await chain.setCode({ address: anything, bytecode: '0x60206000f3' })
})
afterAll(() => anvil.stop())

test('default', async () => {
  const error = await getNode(clientOf(http(await refusing(stakeTooLow))), deployment, { nodeId }).catch(decodeError)
  expect(error).toBeInstanceOf(ProtocolError)
  const decoded = error as ProtocolError
  if (!decoded.is('NodeRegistry_StakeTooLow')) throw new Error('another error')
  expect(decoded.args).toEqual({ nodeId, stake: 10n ** 17n, required: 5n * 10n ** 17n })
  expect(decoded.message).toMatchInlineSnapshot(`
    "The stake of node 0x11111111… is or would be 0.1 ETH; it has to be at least 0.5 ETH.
    Contract error: NodeRegistry_StakeTooLow
    nodeId: 0x1111111111111111111111111111111111111111111111111111111111111111
    stake: 100000000000000000
    required: 500000000000000000
    Add stake, or withdraw either less or everything."
  `)
  expect(decoded.retryable).toBe(false)
})

test('behavior: a BaseError comes back as it is', () => {
  const error = new InvalidArgumentError('a', 'b', 'c')
  expect(decodeError(error)).toBe(error)
})

test.each([undefined, null, 'text', 7, {}, new Error('plain')])('args: anything, such as %s', (thrown) => {
  const error = decodeError(thrown)
  expect(error).toBeInstanceOf(BaseError)
  expect((error as RpcFaultError).kind).toBe('unknown')
})

test('behavior: a revert with words keeps them', async () => {
  const words = `0x08c379a0${encodeAbiParameters([{ type: 'string' }], ['out of tea']).slice(2)}` as const
  expect(await faultOf(http(await refusing(words)))).toMatchObject({
    kind: 'reverted',
    details: ['Seen: out of tea'],
  })
})

test('behavior: a revert that no ABI knows', async () => {
  expect(await faultOf(http(await refusing('0x12345678')))).toMatchObject({ kind: 'reverted', retryable: false })
})

const faults: [status: number, kind: RpcFaultKind, retryable: boolean][] = [
  [429, 'rateLimited', true],
  [500, 'unavailable', true],
  [503, 'unavailable', true],
  [504, 'timeout', true],
  [408, 'timeout', true],
  [401, 'unauthorized', false],
  [418, 'unknown', false],
]
test.each(faults)('error: the node answers %i', async (status, kind, retryable) => {
  const url = await serving((_, respond) => respond(status, 'no'))
  expect(await faultOf(http(url, { retryCount: 0 }))).toMatchObject({ kind, retryable })
})

test('error: the node does not answer in time', async () => {
  const url = await serving(() => {})
  expect(await faultOf(http(url, { retryCount: 0, timeout: 50 }))).toMatchObject({ kind: 'timeout', retryable: true })
})

test('error: there is no node', async () => {
  const fault = await faultOf(http('http://127.0.0.1:1/key-that-nobody-may-see', { retryCount: 0 }))
  expect(fault).toMatchObject({ kind: 'unreachable', retryable: true })
  expect(fault.message).not.toContain('key-that-nobody-may-see')
})

test('error: a proxy answers with a page that calls itself JSON', async () => {
  const url = await serving((_, respond) => respond(503, '{<html>'))
  expect(await faultOf(http(url, { retryCount: 0 }))).toMatchObject({ kind: 'unavailable', retryable: true })
})

test('error: the node counts requests in JSON', async () => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 0, error: { code: -32005, message: 'slow down' } })
  const url = await serving((_, respond) => respond(200, body))
  expect(await faultOf(http(url, { retryCount: 0 }))).toMatchObject({ kind: 'rateLimited', retryable: true })
})

test('error: no such contract on this chain', async () => {
  const elsewhere = { ...deployment, contracts: { ...deployment.contracts, nodeRegistry: nowhere } }
  const error = await getNode(clientOf(http(anvil.url)), elsewhere, { nodeId }).catch((error: unknown) => error)
  expect(error).toMatchObject({ kind: 'noContract', retryable: false })
})

test('error: a writing call without an account', async () => {
  const client = createClient({ chain: foundry, transport: http(anvil.url) })
  expect(await register(client)).toMatchObject({ kind: 'noAccount' })
})

test('error: an account without money', async () => {
  const account = testAccount(50)
  const client = createClient({ account, chain: foundry, transport: http(anvil.url) })
  expect(await register(client)).toMatchObject({ kind: 'insufficientFunds', retryable: false })
})

test('error: the user declines in the wallet', async () => {
  const upstream = clientOf(http(anvil.url))
  const wallet = custom({
    async request({ method, params }: { method: string; params: unknown }) {
      if (method !== 'eth_sendTransaction') return upstream.request({ method, params } as never)
      throw new UserRejectedRequestError(new Error('no'))
    },
  })
  const client = createClient({ account: testAccount(0).address, chain: foundry, transport: wallet })
  expect(await register(client)).toMatchObject({ kind: 'rejectedByUser', retryable: false })
})

test('error: the wallet is on another chain', async () => {
  const client = createClient({ account: testAccount(0), chain: { ...foundry, id: 1 }, transport: http(anvil.url) })
  expect(await register(client)).toMatchObject({ kind: 'wrongChain', retryable: false })
})

test('behavior: a provider that wraps the data in an object is understood', () => {
  const cause = new RpcRequestError({
    body: {},
    error: { code: 3, message: 'execution reverted', data: { data: stakeTooLow } },
    url: 'http://localhost',
  })
  expect(decodeError(new Error('outer', { cause }))).toMatchObject({ errorName: 'NodeRegistry_StakeTooLow' })
})

function clientOf(transport: ReturnType<typeof http>): Client {
  return createClient({ chain: foundry, transport })
}

async function faultOf(transport: ReturnType<typeof http>): Promise<RpcFaultError> {
  const error = await getNode(clientOf(transport), deployment, { nodeId }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(RpcFaultError)
  return error as RpcFaultError
}

async function register(client: Parameters<typeof registerNode>[0]): Promise<unknown> {
  const parameters = { resourceType: 0, metadataURI: 'ipfs://x', value: parseEther('1') } as const
  return registerNode(client, deployment, parameters).catch((error: unknown) => error)
}

type Respond = (status: number, body: string) => void

/** A node of the chain that answers as it is told. */
async function serving(answer: (id: number, respond: Respond) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      answer(JSON.parse(body).id, (status, text) =>
        response
          .writeHead(status, { 'content-type': text.startsWith('{') ? 'application/json' : 'text/html' })
          .end(text),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A node on which every call reverts with this data. */
async function refusing(data: Hex): Promise<string> {
  return serving((id, respond) =>
    respond(200, JSON.stringify({ jsonrpc: '2.0', id, error: { code: 3, message: 'execution reverted', data } })),
  )
}

test('behavior: nothing of an error tells the URL of the transport, which has the key in it', async () => {
  const client = createClient({ transport: http('http://127.0.0.1:1/v2/SECRET-KEY', { retryCount: 0 }) })
  const error = decodeError(await getBlockNumber(client).catch((cause) => cause))
  expect(error).toMatchObject({ kind: 'unreachable' })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('SECRET-KEY')
  expect((error.cause as Error).name).toBe('HttpRequestError')
})

test.each([
  ['a custom error', encodeErrorResult({ abi: errorAbi, errorName: 'NodeRegistry_NoOpenTask', args: [nodeId] })],
  ['words', encodeErrorResult({ abi: parseAbi(['error Error(string)']), args: ['no'] })],
  ['nothing that is known', '0x12345678'],
] as const)('behavior: nor where the chain answers with %s', async (_, data) => {
  const client = createClient({ transport: http(`${await refusing(data)}/v2/SECRET-KEY`, { retryCount: 0 }) })
  const error = decodeError(await call(client, { to: nowhere }).catch((cause) => cause))
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('SECRET-KEY')
  expect(error.cause).toBeInstanceOf(Error)
})
