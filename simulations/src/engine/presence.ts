/** Who is switched on. */
export type Presence = {
  /** The same set all the time: read it, do not keep it. */
  readonly online: ReadonlySet<`0x${string}`>
  /** Takes down whether the agent of that place is switched on now. */
  note(place: number, address: `0x${string}`, isOnline: boolean): void
}

/** Follows who comes and who goes: most stay what they were, and a new set of ten thousand addresses a tick is dear. */
export function createPresence(): Presence {
  const online = new Set<`0x${string}`>()
  const wasOnline: boolean[] = []
  return {
    online,
    note(place, address, isOnline) {
      if (isOnline === (wasOnline[place] ?? false)) return
      wasOnline[place] = isOnline
      if (isOnline) online.add(address)
      else online.delete(address)
    },
  }
}
