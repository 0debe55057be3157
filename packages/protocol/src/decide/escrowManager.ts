import type { Deciders } from './deciders.ts'

/** What the functions of EscrowManager do. */
export const escrowManager: Partial<Deciders<'escrowManager'>> = {}
