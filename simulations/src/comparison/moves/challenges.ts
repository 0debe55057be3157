import { minOf, NodeStatus } from '@aiigo/core'
import type { ChallengeState, NodeState } from '@aiigo/protocol'
import { concat, type Hex, keccak256, maxUint256, numberToHex } from 'viem'
import { insider } from '../actors.ts'
import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'

const verifier = 'proofOfWorkVerifier'
const openChallenges = ({ state }: World) => [...state.challenges.values()]

export const challengeMoves: readonly Weighted[] = [
  [9, moveOf(provable, ({ nodeId, owner }) => call(verifier, 'issueChallenge', owner, { nodeId }))],
  [
    0.5,
    moveOf(
      ({ nodes }) => nodes,
      ({ nodeId }) => call(verifier, 'issueChallenge', insider, { nodeId }),
    ),
  ],
  [3, moveOf(solvable, (challenge) => call(verifier, 'submitSolution', challenge.owner, solution(challenge)))],
  [
    12,
    moveOf(solvable, (challenge, world) =>
      call(verifier, 'submitSolutions', challenge.owner, solutions(challenge, world)),
    ),
  ],
  [
    2,
    moveOf(overdue, ({ challengeId }, { luck, nodes }) =>
      call(verifier, 'expireChallenge', luck.pick(nodes).owner, { challengeId }),
    ),
  ],
]

/** New nodes first, or few would ever work; and one again and again, or no history would get as long as is kept. */
function provable({ nodes, luck }: World): readonly NodeState[] {
  const free = nodes.filter(({ openChallenge }) => !openChallenge)
  const favourite = mostChallenged(nodes.filter(({ status }) => status === NodeStatus.Active))
  if (luck.is(0.4) && favourite && !favourite.openChallenge) return [favourite]
  const fresh = free.filter(({ status }) => status === NodeStatus.Pending)
  return fresh.length > 0 && luck.is(0.5) ? fresh : free
}

function mostChallenged(nodes: readonly NodeState[]): NodeState | undefined {
  return nodes.toSorted((a, b) => b.proof.challengeCount - a.proof.challengeCount)[0]
}

function solvable(world: World): readonly ChallengeState[] {
  const open = openChallenges(world)
  const inTime = open.filter(({ deadline }) => deadline >= world.time)
  return inTime.length > 0 ? inTime : open
}

function overdue(world: World): readonly ChallengeState[] {
  const open = openChallenges(world)
  const over = open.filter(({ deadline }) => deadline < world.time)
  return over.length > 0 || world.luck.is(0.7) ? over : open
}

function solution({ challengeId, seed, difficulty, solved, lastNonce }: ChallengeState) {
  return { challengeId, nonce: solve(seed, difficulty, solved === 0 ? 0n : minOf(lastNonce + 1n, maxUint256)) }
}

export function solutions(
  { challengeId, seed, difficulty, solved, lastNonce, solutions }: ChallengeState,
  { luck }: World,
) {
  const missing = solutions - solved
  const count = luck.is(0.7) ? missing : 1 + luck.below(missing)
  const nonces: bigint[] = []
  let next = solved === 0 ? BigInt(luck.below(1_000)) : minOf(lastNonce + 1n, MAX_NONCE)
  while (nonces.length < count) {
    nonces.push(solve(seed, difficulty, next))
    // Their type ends there.
    next = minOf(nonces.at(-1)! + 1n, MAX_NONCE)
  }
  return { challengeId, nonces }
}

const MAX_NONCE = 2n ** 64n - 1n

/** So many hashes are tried; where that is not enough, the answer is wrong, and the next challenge easier. */
const PATIENCE = 300

function solve(seed: Hex, difficulty: bigint, start: bigint): bigint {
  if (difficulty === 1n || start > MAX_NONCE - BigInt(PATIENCE)) return start
  const target = (2n ** 256n - 1n) / difficulty
  for (let nonce = start; nonce < start + BigInt(PATIENCE); nonce++) {
    if (BigInt(keccak256(concat([seed, numberToHex(nonce, { size: 32 })]))) <= target) return nonce
  }
  return start
}
