import type { EventContract, Page } from '@aiigo/protocol'

/** A view of a contract, and for each list of arguments what the state says that it answers; undefined where it reverts. */
export type Question = {
  contract: EventContract
  view: string
  asked: readonly Asked[]
}

export type Asked = { args: readonly unknown[]; expected: unknown }

export function question<item>(
  contract: EventContract,
  view: string,
  items: Iterable<item>,
  ask: (item: item) => Asked,
): Question {
  return { contract, view, asked: Array.from(items, ask) }
}

/** What takes one argument, of each item. */
export function questionOfEach<item>(
  contract: EventContract,
  view: string,
  items: Iterable<item>,
  expected: (item: item) => unknown,
): Question {
  return question(contract, view, items, (item) => ({ args: [item], expected: expected(item) }))
}

/** A list of each item, whole, and of some of them parts of it. */
export function listQuestions<item>(
  contract: EventContract,
  view: string,
  items: Iterable<item>,
  expected: (item: item, page?: Page) => unknown,
): Question[] {
  const all = [...items]
  const parts = some(all).flatMap((item) => pages.map((page) => ({ item, page })))
  return [
    questionOfEach(contract, view, all, (item) => expected(item)),
    question(contract, view, parts, ({ item, page }) => {
      return { args: [item, page.offset, page.limit], expected: expected(item, page) }
    }),
  ]
}

/** What takes no arguments. */
export function plainQuestion(contract: EventContract, view: string, expected: unknown): Question {
  return { contract, view, asked: [{ args: [], expected }] }
}

/** At most so many of a list, evenly spread: for what costs the chain, or the state, a walk through everything. */
export function some<item>(items: Iterable<item>, most = 8): item[] {
  const all = [...items]
  const step = Math.ceil(all.length / most)
  return all.filter((_, i) => i % step === 0)
}

/** What nobody has ever made: where a view refuses to answer, or answers with zeros, so does the state's. */
export const UNKNOWN_ID = `0x${'5e'.repeat(32)}` as const
export const UNKNOWN_ACCOUNT = `0x${'5e'.repeat(20)}` as const

/** Nothing, the middle, what goes beyond the end, and what begins there. */
const pages: readonly Page[] = [
  { offset: 0n, limit: 0n },
  { offset: 1n, limit: 2n },
  { offset: 2n, limit: 2n ** 256n - 1n },
  { offset: 2n ** 255n, limit: 1n },
]
