// All mutants of a set of sources, always in the same order: by file, by place, by operator.
import { lineOf, rangeOf, textOf, walk } from './ast.mjs'
import { editsOf } from './operators.mjs'

/**
 * @typedef {object} Mutant
 * @property {string} key the same as long as the file, the function and the text are, wherever the line moves to
 * @property {string} file @property {string} contract @property {string} function @property {string} operator
 * @property {number} line @property {number} start @property {number} end bytes @property {string} original @property {string} text
 * @property {{ start: number, end: number, isCode: boolean }} definition what holds it: a function, a modifier, or a variable
 */

/** @param {Record<string, { ast: object, bytes: Buffer }>} sources by path; all of them are mutated. @param {Map} enums see {enumsOf} */
export function mutantsOf(sources, enums) {
  const paths = Object.keys(sources).sort()
  return paths.flatMap((file) => withKeys(mutantsOfFile(file, sources[file], enums)))
}

/** The names of the members of every enum, by the id that solc gives each of the members. */
export function enumsOf(asts) {
  const enums = new Map()
  for (const ast of asts) {
    walk(ast, (node) => {
      if (node.nodeType !== 'EnumDefinition') return
      const names = node.members.map(({ name }) => name)
      for (const { id } of node.members) enums.set(id, names)
    })
  }
  return enums
}

/** The source with one mutant in it. */
export function applyMutant(bytes, { start, end, text }) {
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(end)])
}

function mutantsOfFile(file, { ast, bytes }, enums) {
  const mutants = []
  walk(ast, (node, ancestors) => {
    const definition = definitionOf(ancestors)
    if (definition === undefined) return
    for (const edit of editsOf(node, ancestors, { bytes, enums })) {
      mutants.push({
        file,
        ...placeOf(definition, ancestors),
        line: lineOf(bytes, edit.start),
        original: textOf(bytes, edit),
        ...edit,
      })
    }
  })
  return unique(mutants).sort(
    (a, b) => a.start - b.start || a.end - b.end || compare(a.operator, b.operator) || compare(a.text, b.text),
  )
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Two operators may write the same: `return true;` has its literal flipped, and its value replaced. */
function unique(mutants) {
  const seen = new Set()
  return mutants.filter(({ start, end, text }) => {
    const place = `${start}:${end}:${text}`
    return !seen.has(place) && seen.add(place)
  })
}

function definitionOf(ancestors) {
  return ancestors.find(
    ({ nodeType, stateVariable, constant }) =>
      nodeType === 'FunctionDefinition' ||
      nodeType === 'ModifierDefinition' ||
      (nodeType === 'VariableDeclaration' && (stateVariable || constant)),
  )
}

function placeOf(definition, ancestors) {
  const contract = ancestors.find(({ nodeType }) => nodeType === 'ContractDefinition')?.name ?? ''
  const isCode = definition.nodeType !== 'VariableDeclaration'
  return { contract, function: definition.name || definition.kind, definition: { ...rangeOf(definition), isCode } }
}

/** Numbers those that would be called the same: the second `x < y` in a function is another one than the first. */
function withKeys(mutants) {
  const occurrences = new Map()
  return mutants.map((mutant) => {
    const name = [
      mutant.file,
      mutant.function,
      mutant.operator,
      `${flat(mutant.original)} → ${flat(mutant.text)}`,
    ].join(' | ')
    const occurrence = (occurrences.get(name) ?? 0) + 1
    occurrences.set(name, occurrence)
    return { key: occurrence === 1 ? name : `${name} | ${occurrence}`, ...mutant }
  })
}

function flat(text) {
  return text.replace(/\s+/g, ' ').trim()
}
