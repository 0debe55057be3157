/** The first place, of `length` many, from which on something is so; `length` where it is so nowhere. */
export function firstPlace(length: number, isSo: (place: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSo(middle)) high = middle
    else low = middle + 1
  }
  return low
}
