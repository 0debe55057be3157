import solc from 'solc'
import { describe, expect, test } from 'vitest'
import { applyMutant, enumsOf, mutantsOf } from './mutants.mjs'

/** The mutants of a body of a function, as `operator: original → text`. */
function mutate(body, { head = 'function f(uint256 a, uint256 b) external returns (uint256)', more = '' } = {}) {
  return mutantsOfSource(`contract C { ${more} ${head} { ${body} } }`)
    .filter((mutant) => mutant.function === 'f')
    .map(show)
}

function mutantsOfSource(source) {
  const content = `// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;\n// — a comment with letters of more than one byte —\n${source}`
  const settings = { outputSelection: { '*': { '': ['ast'] } } }
  const { errors = [], sources } = JSON.parse(
    solc.compile(JSON.stringify({ language: 'Solidity', sources: { 'C.sol': { content } }, settings })),
  )
  expect(errors.filter(({ severity }) => severity === 'error').map((error) => error.formattedMessage)).toEqual([])
  const { ast } = sources['C.sol']
  return mutantsOf({ 'C.sol': { ast, bytes: Buffer.from(content) } }, enumsOf([ast]))
}

function show({ operator, original, text }) {
  return `${operator}: ${original} → ${text}`
}

describe('operators', () => {
  test('default', () => {
    expect(mutate('require(a > b); return a + b;')).toMatchInlineSnapshot(`
      [
        "remove-require: require(a > b); → {}",
        "swap-comparison: > → >=",
        "zero-return: a + b → 0",
        "swap-arithmetic: + → -",
      ]
    `)
  })

  test('behavior: both sides of a condition, and each alone', () => {
    expect(mutate('if (a < b && !(a == 1)) revert(); return a;')).toMatchInlineSnapshot(`
      [
        "drop-operand: a < b && !(a == 1) → !(a == 1)",
        "drop-operand: a < b && !(a == 1) → a < b",
        "force-condition: a < b && !(a == 1) → false",
        "force-condition: a < b && !(a == 1) → true",
        "swap-comparison: < → <=",
        "drop-not: !(a == 1) → (a == 1)",
        "swap-comparison: == → !=",
        "change-number: 1 → 0",
        "change-number: 1 → 2",
        "remove-require: revert(); → {}",
        "zero-return: a → 0",
      ]
    `)
  })

  test('behavior: assignments, increments, deletions and calls go', () => {
    const more = 'uint256 s; function g() internal {}'
    expect(mutate('s = a; s += b; s++; delete s; g(); uint256 t = a; return t;', { more })).toMatchInlineSnapshot(`
      [
        "remove-assignment: s = a; → {}",
        "remove-assignment: s += b; → {}",
        "swap-assignment: += → -=",
        "swap-increment: s++ → s--",
        "remove-statement: s++; → {}",
        "remove-statement: delete s; → {}",
        "remove-call: g(); → {}",
        "remove-initial-value:  = a; → ;",
        "zero-return: t → 0",
      ]
    `)
  })

  test('behavior: a reference to storage keeps its value, since it has to point somewhere', () => {
    const more = 'struct S { uint256 x; } S s;'
    expect(mutate('S storage t = s; return t.x;', { more })).toEqual(['zero-return: t.x → 0'])
  })

  test('behavior: modifiers go, constructors of bases stay', () => {
    const more = 'modifier only() { _; }'
    expect(mutate('return 0;', { more, head: 'function f() external only returns (uint256)' })).toMatchInlineSnapshot(`
      [
        "remove-modifier: only → ",
        "change-number: 0 → 1",
      ]
    `)
    const inherited = mutantsOfSource(
      'contract B { constructor(bool) {} } contract C is B { constructor(bool x) B(x) {} }',
    )
    expect(inherited).toEqual([])
  })

  test('behavior: events go, and what is alike in them changes places', () => {
    const more = 'event E(uint256 a, uint256 b, address c);'
    expect(mutate('emit E(a, b, msg.sender); return a;', { more })).toMatchInlineSnapshot(`
      [
        "remove-emit: emit E(a, b, msg.sender); → {}",
        "swap-arguments: a, b → b, a",
        "zero-return: a → 0",
      ]
    `)
  })

  test('behavior: members of an enum, and min and max', () => {
    const more = 'enum Status { None, Held } Status s;'
    expect(mutate('s = Status.Held; return a;', { more })).toContain('swap-enum: Held → None')
    const library =
      'library M { function min(uint256 a, uint256 b) internal pure returns (uint256) { return a; } \
      function max(uint256 a, uint256 b) internal pure returns (uint256) { return b; } }'
    const source = `${library} contract C { function f(uint256 a) external pure returns (uint256) { return M.min(a, 3); } }`
    const ofMin = mutantsOfSource(source)
      .filter(({ contract }) => contract === 'C')
      .map(show)
    expect(ofMin).toEqual([
      'zero-return: M.min(a, 3) → 0',
      'swap-min-max: min → max',
      'change-number: 3 → 2',
      'change-number: 3 → 4',
    ])
  })

  test('behavior: numbers with units and exponents', () => {
    const source =
      'contract C { uint256 constant A = 1e18; uint256 constant B = 2 hours; uint256[3] c; uint256 constant D = 0; }'
    expect(mutantsOfSource(source).map(show)).toEqual([
      'change-number: 1e18 → (1e18 + 1)',
      'change-number: 1e18 → (1e18 - 1)',
      'change-number: 2 hours → 1 hours',
      'change-number: 2 hours → 3 hours',
      'change-number: 0 → 1',
    ])
  })

  test('behavior: a boolean that is returned is both', () => {
    const head = 'function f(uint256 a) external returns (bool)'
    expect(mutate('return a == 1;', { head })).toEqual(
      expect.arrayContaining(['zero-return: a == 1 → false', 'zero-return: a == 1 → true']),
    )
  })

  test('behavior: the larger of two is the same whichever comes first when they are equal', () => {
    const swapped = (body) => mutate(body).filter((text) => text.startsWith('swap-comparison'))
    expect(swapped('return a > b ? a : b;')).toEqual([])
    expect(swapped('return a > b ? a : 2 * b;')).toEqual(['swap-comparison: > → >='])
  })

  test('behavior: loops are skipped, jumps go, and no loop is made endless', () => {
    expect(mutate('while (a < b) { if (a == 2) break; a++; } return a;')).toMatchInlineSnapshot(`
      [
        "skip-loop: a < b → false",
        "swap-comparison: < → <=",
        "force-condition: a == 2 → false",
        "force-condition: a == 2 → true",
        "change-number: 2 → 1",
        "change-number: 2 → 3",
        "remove-jump: break; → {}",
        "swap-increment: a++ → a--",
        "remove-statement: a++; → {}",
        "zero-return: a → 0",
      ]
    `)
  })
})

describe('mutants', () => {
  const source = 'contract C { function f(uint256 a) external pure returns (bool) { return a < 1 || a < 1; } }'

  test('default', () => {
    const [, second] = mutantsOfSource(source).filter(({ operator }) => operator === 'swap-comparison')
    expect(second).toMatchObject({
      key: 'C.sol | f | swap-comparison | < → <= | 2',
      contract: 'C',
      line: 4,
      original: '<',
      text: '<=',
    })
  })

  test('behavior: keys are unique, and the same when the lines move', () => {
    const keys = mutantsOfSource(source).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(mutantsOfSource(`\n\n\n${source}`).map(({ key }) => key)).toEqual(keys)
  })

  test('behavior: offsets are bytes', () => {
    const bytes = Buffer.from('/* … */ a < b')
    expect(applyMutant(bytes, { start: 12, end: 13, text: '>=' }).toString()).toBe('/* … */ a >= b')
  })
})
