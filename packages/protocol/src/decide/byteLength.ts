/** How long a string is to Solidity: its bytes in UTF-8. Half a surrogate pair is sent as the three bytes of U+FFFD. */
export function byteLength(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    bytes += 1
    if (unit < 0x800) continue
    bytes += 1
    // Four bytes stand for a pair's two units.
    if (isHigh(unit) && isLow(text.charCodeAt(i + 1))) i += 1
  }
  return bytes
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}

/** A string as the chain's log gives it back: half a surrogate pair comes out as U+FFFD. */
export function asLogged(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text
}
