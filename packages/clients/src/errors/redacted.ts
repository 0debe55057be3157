/** In the URL of a transport there is often a key. */
export function withoutUrls(text: string): string {
  return text.replaceAll(/\b(https?|wss?):\/\/[^\s"']+/g, '$1://…')
}

/** A cause as it may be printed: its names, words and codes, without the request and the URL that it went to. */
export function redacted(cause: unknown): unknown {
  if (!(cause instanceof Error)) return undefined
  const { name, message, stack, code, status } = cause as Error & { code?: unknown; status?: unknown }
  const copy = new Error(withoutUrls(message), cause.cause === undefined ? {} : { cause: redacted(cause.cause) })
  const known = { ...(code === undefined ? {} : { code }), ...(status === undefined ? {} : { status }) }
  return Object.assign(copy, { name, stack: withoutUrls(stack ?? '') }, known)
}
