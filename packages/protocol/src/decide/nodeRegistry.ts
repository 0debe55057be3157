import type { Deciders } from './deciders.ts'

/** What the functions of NodeRegistry do. */
export const nodeRegistry: Partial<Deciders<'nodeRegistry'>> = {}
