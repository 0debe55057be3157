import type { Deciders } from './deciders.ts'

/** What the functions of TaskMarketplace do. */
export const taskMarketplace: Partial<Deciders<'taskMarketplace'>> = {}
