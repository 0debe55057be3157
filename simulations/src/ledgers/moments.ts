import type { Command } from './commands.ts'

/** What happens in one block. */
export type Moment = readonly [time: number, commands: readonly Command[]]

/** Late commands by their moments, in the order of time; at one moment in their own order. */
export function byMoment(commands: readonly Command[]): Moment[] {
  const moments = new Map<number, Command[]>()
  for (const command of commands) {
    const group = moments.get(command.at!)
    if (group) group.push(command)
    else moments.set(command.at!, [command])
  }
  return [...moments].sort(([a], [b]) => a - b)
}
