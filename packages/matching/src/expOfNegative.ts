/**
 * e to the power of −x, for x of 0 or more. Made of + − × ÷ alone, so that it is the same bits on every machine, which
 * `Math.exp` does not promise. The relative error is below 1e-12.
 */
export function expOfNegative(x: number): number {
  if (x > 700) return 0
  const halvings = Math.floor(x / Math.LN2)
  const rest = x - halvings * Math.LN2
  let sum = 1
  let term = 1
  for (let k = 1; k <= 18; k++) {
    term *= -rest / k
    sum += term
  }
  for (let i = 0; i < halvings; i++) sum /= 2
  return sum
}
