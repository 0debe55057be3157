import type { Deciders } from './deciders.ts'

/** What the functions of ProofOfWorkVerifier do. */
export const proofOfWorkVerifier: Partial<Deciders<'proofOfWorkVerifier'>> = {}
