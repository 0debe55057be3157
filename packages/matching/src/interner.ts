/** Small numbers for texts that repeat: comparing numbers is faster, and a column of them is compact. */
export type Interner = {
  /** The text's number, counting one more use of it. Every call needs a {@link Interner.release} in the end. */
  intern: (text: string) => number
  /** One use less. A number that is not used any more is given to another text: strangers choose the texts. */
  release: (number: number) => void
  find: (text: string) => number | undefined
  /** Every number in use is below this. */
  readonly limit: number
}

export function createInterner(): Interner {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  const uses: number[] = []
  const unused: number[] = []

  function add(text: string): number {
    const number = unused.pop() ?? texts.length
    texts[number] = text
    uses[number] = 0
    numbers.set(text, number)
    return number
  }

  return {
    intern(text) {
      const number = numbers.get(text) ?? add(text)
      uses[number]!++
      return number
    },
    release(number) {
      uses[number]!--
      if (uses[number] !== 0) return
      numbers.delete(texts[number]!)
      unused.push(number)
    },
    find: (text) => numbers.get(text),
    get limit() {
      return texts.length
    },
  }
}
