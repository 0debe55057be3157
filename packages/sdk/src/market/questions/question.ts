import type { Deployment, ReadClient } from '@aiigo/clients'

type Asked = Readonly<Record<string, unknown>>

type Action = (client: ReadClient, deployment: Deployment, parameters: never) => Promise<unknown>

/** A view of the contracts, and what the state says that it answers. */
export type Question = {
  readonly view: string
  readonly action: Action
  readonly parameters: Asked
  /** undefined where the contract refuses to answer, as for an id that it does not know. */
  readonly expected: unknown
}

export function question(view: string, action: Action, parameters: Asked, expected: unknown): Question {
  return { view, action, parameters, expected }
}

/** Of a list whose order says nothing: contracts close a gap with the last entry. */
export function setQuestion(
  view: string,
  action: (...asked: Parameters<Action>) => Promise<readonly string[]>,
  parameters: Asked,
  expected: readonly string[],
): Question {
  const sorted: Action = async (...asked) => [...(await action(...asked))].sort()
  return question(view, sorted, parameters, [...expected].sort())
}
