import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { InvalidArgumentError, parameters } from '@aiigo/core'
import { type Anvil, startAnvil, testAccount } from '@aiigo/testing'
import {
  type Address,
  createClient,
  createTestClient,
  defineChain,
  getContractAddress,
  type Hex,
  hexToBytes,
  http,
  parseEther,
  zeroAddress,
} from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forge } from '../../scripts/generate.ts'
import { aiigoActions } from '../aiigoActions.ts'
import type { WriteClient } from '../call/write.ts'
import { checkDeployment, DeploymentCheckError } from './checkDeployment.ts'
import { type DeployMarketplaceOptions, deployMarketplace } from './deployMarketplace.ts'

// A chain of its own, as the script writes contracts/deployments/<chainId>.json.
const chainId = 983_113
const root = fileURLToPath(new URL('../../../../', import.meta.url))
const deploymentFile = `${root}/contracts/deployments/${chainId}.json`
const [deployer, owner, treasury] = [testAccount(0), testAccount(1), testAccount(2)]
const arbitrator = testAccount(6)
const parties = { owner: owner.address, treasury: treasury.address, arbitrator: arbitrator.address }
const ethUsd = parseEther('2500')
const others = {
  pauser: testAccount(3).address,
  reviewer: testAccount(4).address,
  challenger: testAccount(5).address,
}

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil({ chainId })
})
afterAll(() => anvil.stop())

test('default', async () => {
  const client = clientOf(anvil)
  const steps: string[] = []
  const deployment = await deployMarketplace(client, {
    ...parties,
    parameters: { minimumStake: parseEther('0.2') },
    ethUsd: parseEther('2000'),
    onProgress: ({ contract, number, of }) => steps.push(`${number}/${of} ${contract}`),
  })
  expect(steps).toMatchInlineSnapshot(`
    [
      "1/11 priceOracle",
      "2/11 nodeRegistryExtension",
      "3/11 nodeRegistryCode",
      "4/11 proofOfWorkVerifierCode",
      "5/11 taskMarketplaceExtension",
      "6/11 taskMarketplaceBidsAndDisputes",
      "7/11 taskMarketplaceCode",
      "8/11 nodeRegistry",
      "9/11 proofOfWorkVerifier",
      "10/11 escrowManager",
      "11/11 taskMarketplace",
    ]
  `)
  expect(deployment.chainId).toBe(chainId)
  const market = client.extend(aiigoActions(deployment))
  expect(await market.getNodeRegistryParameters()).toEqual({
    registrationFee: parameters.registrationFee,
    minimumStake: parseEther('0.2'),
    insuranceBond: parameters.insuranceBond,
    stakeCooldown: parameters.stakeCooldown,
    proofValidity: parameters.proofValidity,
  })
  expect(await market.getPlatformFeeBps()).toBe(parameters.platformFeeBps)
  expect(await market.getEthUsd()).toBe(parseEther('2000'))
  expect(await market.getTreasury({ contract: 'escrowManager' })).toBe(treasury.address)
})

test('behavior: contracts/script/Deploy.s.sol gives the same market, to the last slot, and finds what is not', async () => {
  await using fromTypeScript = await startAnvil({ chainId })
  await using fromScript = await startAnvil({ chainId })
  await deployMarketplace(clientOf(fromTypeScript), { ...parties, ...others, ethUsd })
  try {
    await runScript(fromScript, '--sender', deployer.address)
    expect(existsSync(deploymentFile)).toBe(false)
    await runScript(fromScript, '--sender', deployer.address, '--broadcast', '--unlocked', '--slow')
    await runScript(fromScript, '--sig', 'check()')
    await runScript(fromTypeScript, '--sig', 'check()')
    await expect(runScript(anvil, '--sig', 'check()')).rejects.toThrow()
  } finally {
    await rm(deploymentFile, { force: true })
    await rm(`${root}/broadcast/Deploy.s.sol/${chainId}`, { recursive: true, force: true })
  }
  const [ours, theirs] = [await stateOf(fromTypeScript), await stateOf(fromScript)]
  expect(ours.filter(({ code }) => code.length > 2)).toHaveLength(11)
  expect(ours).toEqual(theirs)
}, 300_000)

test('args: an oracle that exists is taken', async () => {
  const client = clientOf(anvil)
  const first = await deployMarketplace(client, parties)
  const { priceOracle } = first.contracts
  const second = await deployMarketplace(client, { ...parties, priceOracle })
  expect(second.contracts.priceOracle).toBe(priceOracle)
  expect(await client.extend(aiigoActions(second)).getPriceOracle()).toBe(priceOracle)
})

test('behavior: the deployer keeps nothing, and others hold what they were given', async () => {
  const client = clientOf(anvil)
  const deployment = await deployMarketplace(client, { ...parties, ...others })
  await checkDeployment(client, deployment, { ...parties, ...others })
  const error = await checkDeployment(client, deployment, {
    ...parties,
    owner: deployer.address,
    arbitrator: owner.address,
  }).catch((error) => error)
  expect(error).toBeInstanceOf(DeploymentCheckError)
  expect(error.message).toContain(`nodeRegistry: reviewer is held by ${others.reviewer}, not ${deployer.address}`)
})

test('behavior: what belongs to another market, or is paid elsewhere, is found', async () => {
  const client = clientOf(anvil)
  const first = await deployMarketplace(client, parties)
  const second = await deployMarketplace(client, parties)
  const mixed = {
    ...first,
    contracts: {
      ...first.contracts,
      priceOracle: second.contracts.priceOracle,
      nodeRegistry: second.contracts.nodeRegistry,
    },
  }
  await checkDeployment(client, first, parties)
  const error = await checkDeployment(client, mixed, { ...parties, treasury: deployer.address }).catch((error) => error)
  expect(error).toBeInstanceOf(DeploymentCheckError)
  const { nodeRegistry, priceOracle } = first.contracts
  for (const line of [
    `taskMarketplace: the price oracle is ${priceOracle}, not ${mixed.contracts.priceOracle}`,
    `taskMarketplace: the node registry is ${nodeRegistry}, not ${mixed.contracts.nodeRegistry}`,
    `proofOfWorkVerifier: the node registry is ${nodeRegistry}, not ${mixed.contracts.nodeRegistry}`,
    `escrowManager: the treasury is ${treasury.address}, not ${deployer.address}`,
    `nodeRegistry: the treasury is ${treasury.address}, not ${deployer.address}`,
  ]) {
    expect(error.details).toContain(line)
  }
})

test('error: a contract that is of another kind is refused when its parameters are read', async () => {
  const client = clientOf(anvil)
  const { contracts, ...rest } = await deployMarketplace(client, parties)
  const swapped = { ...rest, contracts: { ...contracts, taskMarketplace: contracts.priceOracle } }
  await expect(checkDeployment(client, swapped, parties)).rejects.toMatchObject({ name: 'RpcFaultError' })
})

const wrong: [string, Partial<DeployMarketplaceOptions>][] = [
  ['the owner is no address', { owner: 'me' as Address }],
  ['the owner is the deployer', { owner: deployer.address }],
  ['the treasury is the deployer', { treasury: deployer.address }],
  ['the pauser is the deployer', { pauser: deployer.address }],
  ['the reviewer is the deployer', { reviewer: deployer.address }],
  ['the challenger is the deployer', { challenger: deployer.address }],
  ['the pauser is the deployer', { pauser: deployer.address }],
  ['the owner is the treasury', { treasury: owner.address }],
  ['the arbitrator is the deployer', { arbitrator: deployer.address }],
  ['the arbitrator is the owner', { arbitrator: owner.address }],
  ['the arbitrator is the treasury', { arbitrator: treasury.address }],
  ['the currency is no address', { usdc: 'USDC' as Address }],
  ['a parameter out of its bounds', { parameters: { platformFeeBps: 1_001n } }],
  ['a parameter that nobody may change', { parameters: { maxOpenTasks: 1n } as never }],
]
test.each(wrong)('error: %s', async (_, options) => {
  const client = clientOf(anvil)
  const before = await client.request({ method: 'eth_blockNumber' })
  await expect(deployMarketplace(client, { ...parties, ...options })).rejects.toThrow(InvalidArgumentError)
  expect(await client.request({ method: 'eth_blockNumber' })).toBe(before)
})

test('error: an abort stops between two transactions', async () => {
  const abort = new AbortController()
  const onProgress = ({ number }: { number: number }) => number === 3 && abort.abort(new Error('enough'))
  const options = { ...parties, onProgress, signal: abort.signal }
  await expect(deployMarketplace(clientOf(anvil), options)).rejects.toThrow('enough')
})

function clientOf({ url }: Anvil) {
  const chain = defineChain({ ...foundry, id: chainId })
  return createClient({ account: deployer, chain, transport: http(url), pollingInterval: 50 }) satisfies WriteClient
}

/** forge compiles a script otherwise than tests: in one folder each would throw away what the other has built, a minute's work. */
const built = { FOUNDRY_OUT: 'contracts/cache/script/out', FOUNDRY_CACHE_PATH: 'contracts/cache/script' }

/** On a chain where the owner is a contract, as the script asks for. */
async function runScript({ url }: Anvil, ...options: string[]): Promise<void> {
  const chain = createTestClient({ mode: 'anvil', transport: http(url) })
  await chain.setCode({ address: owner.address, bytecode: '0x00' })
  const holders = Object.entries({ ...parties, ...others })
  const variables = holders.map(([name, address]) => [`AIIGO_${name.toUpperCase()}`, address])
  // The script takes only a contract for the owner, as a timelock is one.
  await createTestClient({ mode: 'anvil', transport: http(url) }).setCode({ address: parties.owner, bytecode: '0x00' })
  variables.push(['AIIGO_USDC', zeroAddress])
  const env = { ...process.env, ...built, ...Object.fromEntries(variables), AIIGO_ETH_USD: String(ethUsd) }
  const script = ['script', 'contracts/script/Deploy.s.sol', '--rpc-url', url, ...options]
  await promisify(execFile)(process.execPath, [forge, ...script], { cwd: root, env })
}

/** Code and storage of what the deployer created. */
async function stateOf({ url }: Anvil): Promise<{ address: Address; code: Hex; storage: unknown }[]> {
  const chain = createTestClient({ mode: 'anvil', transport: http(url) })
  const { accounts } = JSON.parse(gunzipSync(hexToBytes(await chain.dumpState())).toString())
  return Array.from({ length: 11 }, (_, nonce) => {
    const address = getContractAddress({ from: deployer.address, nonce: BigInt(nonce) })
    const { code, storage } = accounts[address.toLowerCase()]
    return { address, code, storage }
  })
}
