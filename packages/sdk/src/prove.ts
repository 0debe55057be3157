import {
  decodeError,
  getChallengeDetails,
  getNextDifficulty,
  getProof,
  getProofOfWorkVerifierParameters,
  issueChallenge,
  submitSolutions,
} from '@aiigo/clients'
import { BaseError, checkObject } from '@aiigo/core'
import type { Backend, Progress, solve } from '@aiigo/pow'
import { type Hash, type Hex, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { checkSignal } from './abortable.ts'
import { argsOf, type CallOptions, type Context, done } from './context.ts'
import { loaded } from './loaded.ts'

export type ProveOptions = CallOptions & {
  /** What hashes: a provider of a GPU proves with its GPU. @default 'cpu' */
  backend?: Backend
  /** Worker threads; 0 searches in the calling one. Not with the GPU. @default one a core, none for little work */
  workers?: number
  /** Called a few times a second while solving. */
  onProgress?: (progress: Progress) => void
}

export type ProveResult = {
  challengeId: Hex
  /** The node's power from now on, in 1e-18 TFLOPS, pooled over its challenges. */
  power: bigint
  /** Seconds from the issue to the last solution, as the chain counts them. */
  solutionTime: bigint
  /** Nonces tried. */
  attempts: bigint
  hash: Hash
}

/** What a solver needs of a challenge. */
type OpenChallenge = {
  challengeId: Hex
  seed: Hex
  difficulty: bigint
  missing: number
  start: bigint
  /** seconds */
  left: bigint
}

/**
 * Has a challenge issued, or takes up the node's open one where it was left, solves it, hands the solutions in.
 *
 * @throws ProtocolError, such as ProofOfWorkVerifier_TooSoon; DeadlineMissedError; CodeNotLoadedError; what `solve` of
 * @aiigo/pow throws, such as GpuUnavailableError, before a challenge is issued; the signal's reason after an abort
 */
export async function prove(context: Context, nodeId: Hex, options: ProveOptions = {}): Promise<ProveResult> {
  const { signal } = checkObject('options', options)
  checkSignal(signal)
  const abort = signal ? { signal } : {}
  // Before there is a deadline: what is not solved in time costs reputation.
  const { solve } = await loaded(import('./solve.ts'), signal)
  const open = await openChallenge(context, nodeId, abort)
  if (!open) await rehearse(context, nodeId, solve, options)
  const challenge = open ?? (await newChallenge(context, nodeId, abort))
  const { nonces, attempts } = await solveInTime(challenge, solve, options)
  const { challengeId } = challenge
  const sent = submitSolutions(context.client, context.deployment, { challengeId, nonces, ...abort })
  const result = await done(context, sent, abort)
  const { verifiedPower, solutionTime } = argsOf(result, 'ChallengeSolved')
  return { challengeId, power: verifiedPower, solutionTime, attempts, hash: result.hash }
}

/** The challenge that an earlier run left unsolved. One that is over fails when the next one is issued. */
async function openChallenge(
  { client, deployment }: Context,
  nodeId: Hex,
  options: CallOptions,
): Promise<OpenChallenge | undefined> {
  const { openChallengeId: challengeId } = await getProof(client, deployment, { nodeId, ...options })
  if (challengeId === zeroHash) return undefined
  const details = await getChallengeDetails(client, deployment, { challengeId, ...options })
  const left = details.deadline - (await chainTime(client))
  if (left <= 0n) return undefined
  const missing = Number(details.solutions - details.solved)
  const start = details.solved === 0n ? 0n : details.lastNonce + 1n
  return { challengeId, seed: details.seed, difficulty: details.difficulty, missing, start, left }
}

/** The search that a new challenge will need, of one nonce: bad options, and a machine that cannot solve, show themselves. */
async function rehearse(
  { client, deployment }: Context,
  nodeId: Hex,
  find: typeof solve,
  { signal, ...options }: ProveOptions,
): Promise<void> {
  const abort = signal ? { signal } : {}
  const [difficulty, { solutionsPerChallenge }] = await Promise.all([
    getNextDifficulty(client, deployment, { nodeId, ...abort }),
    getProofOfWorkVerifierParameters(client, deployment, abort),
  ])
  // So much work that it takes as many workers as the real one.
  const work = { difficulty, count: Number(solutionsPerChallenge), maxAttempts: 1n }
  await find({ ...options, ...silent(options), ...abort, seed: zeroHash, ...work })
}

/** The caller hears of the search for the challenge only; what is no function is refused all the same. */
function silent({ onProgress }: ProveOptions): ProveOptions {
  return typeof onProgress === 'function' ? { onProgress: () => {} } : {}
}

async function chainTime(client: Context['client']): Promise<bigint> {
  const { timestamp } = await getBlock(client).catch((error) => {
    throw decodeError(error)
  })
  return timestamp
}

async function newChallenge(context: Context, nodeId: Hex, options: CallOptions): Promise<OpenChallenge> {
  const sent = issueChallenge(context.client, context.deployment, { nodeId, ...options })
  const issued = argsOf(await done(context, sent, options), 'ChallengeSpecified')
  const { challengeId, seed, difficulty, solutions, issuedAt, deadline } = issued
  return { challengeId, seed, difficulty, missing: Number(solutions), start: 0n, left: deadline - issuedAt }
}

/** Solves, and stops when the deadline comes: what is found later counts for nothing. */
async function solveInTime(challenge: OpenChallenge, find: typeof solve, { signal, ...options }: ProveOptions) {
  const { challengeId, seed, difficulty, missing, start, left } = challenge
  const deadline = AbortSignal.timeout(Number(left) * 1_000)
  const signals = AbortSignal.any(signal ? [signal, deadline] : [deadline])
  const solution = await find({ ...options, seed, difficulty, count: missing, start, signal: signals }).catch(
    (error: unknown) => {
      if (deadline.aborted && !signal?.aborted) throw new DeadlineMissedError(challengeId, left)
      throw error
    },
  )
  // All 2^64 nonces would have to be tried for this.
  if (!solution) throw new DeadlineMissedError(challengeId, left)
  return solution
}

/** The machine did not find the solutions before the challenge's deadline. */
export class DeadlineMissedError extends BaseError {
  override name = 'DeadlineMissedError'

  constructor(challengeId: Hex, seconds: bigint) {
    super('The challenge was not solved before its deadline.', {
      details: [`Challenge: ${challengeId}`, `Time: ${seconds} s`],
      hint: 'Prove again: the next challenge is easier. The one that was missed costs reputation.',
    })
  }
}
