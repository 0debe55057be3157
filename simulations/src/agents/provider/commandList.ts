import type { Command } from '../../ledgers/commands.ts'

export type CommandList = readonly Command[]

export const NOTHING: CommandList = []

/** Most lists are empty, most of the time: nothing is made of nothing. */
export function joined(first: CommandList, second: CommandList): CommandList {
  if (second.length === 0) return first
  return first.length === 0 ? second : [...first, ...second]
}
