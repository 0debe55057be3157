import { errorNames } from './answer.ts'
import { functions, views } from './call.ts'
import { type Counters, everyPlace } from './counters.ts'
import { unreachable } from './unreachable.ts'

/** What the histories have not been through, a line each: functions never accepted, errors and places never seen, views never asked. */
export function missingIn({ accepted, refused, reached, viewed }: Counters): string[] {
  const names = functions.map(({ contract, item }) => `${contract}.${item.name}`)
  const errors = [...errorNames, 'Reverted', 'Panic'].filter((name) => !Object.hasOwn(unreachable, name))
  return [
    ...names
      .filter((name) => !accepted.has(name) && !Object.hasOwn(unreachable, name))
      .map((name) => `accepted: ${name}`),
    ...errors.filter((name) => !refused.has(name)).map((name) => `refused: ${name}`),
    ...everyPlace.filter((place) => !reached.has(place)).map((place) => `reached: ${place}`),
    ...views.filter((view) => !viewed.has(view)).map((view) => `viewed: ${view}`),
  ]
}

/** What was seen although it is said to be out of reach: then the list is wrong. */
export function wronglyUnreachable({ accepted, refused }: Counters): string[] {
  return Object.keys(unreachable).filter((name) => accepted.has(name) || refused.has(name))
}
