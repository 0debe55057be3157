// Which test files to run first for a mutant: those that call what it is in, and those that have noticed its like before.
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { rangeOf, walk } from './ast.mjs'

const FIRST = 6

/** @param {Record<string, object>} asts by path @param {string[]} files the test files */
export function createOrder(project, asts, files) {
  const callers = callersOf(asts)
  const tests = files.map((file) => describe(project, file))
  const kills = new Map()

  return {
    /** The few files worth a run of their own, the most likely first. */
    first(mutant) {
      const names = distances(mutant, callers)
      const scored = tests.map((test) => ({ file: test.file, score: scoreOf(test, mutant, names, kills) }))
      const likely = scored
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.file < b.file ? -1 : 1))
      return likely.slice(0, FIRST).map(({ file }) => file)
    },
    learn(mutant, file) {
      for (const place of [`${mutant.file}:${mutant.function}`, mutant.file]) {
        const seen = kills.get(place) ?? new Map()
        kills.set(place, seen.set(file, (seen.get(file) ?? 0) + 1))
      }
    },
  }
}

function describe(project, file) {
  const text = readFileSync(join(project.root, file), 'utf8')
  const calls = new Set([...text.matchAll(/\.(\w+)\s*[({]/g)].map(([, name]) => name))
  return { file, calls, names: [basename(file, '.t.sol'), basename(dirname(file))] }
}

function scoreOf({ file, calls, names }, mutant, distances, kills) {
  const inFunction = kills.get(`${mutant.file}:${mutant.function}`)?.get(file) ?? 0
  const inFile = kills.get(mutant.file)?.get(file) ?? 0
  let score = 8 * inFunction + Math.min(inFile, 10) / 5 + (names.includes(mutant.contract) ? 6 : 0)
  for (const [name, distance] of distances) {
    if (names.includes(name)) score += 8 / (1 + distance)
    if (calls.has(name)) score += 3 / (1 + distance)
  }
  return score
}

/** The functions from which the mutant is reached, by name, with the number of calls on the way. */
function distances({ file, definition }, { byPlace, callersOfId, names }) {
  const found = new Map()
  let front = [byPlace.get(`${file}:${definition.start}`)].filter(Boolean)
  const seen = new Set(front)
  for (let distance = 0; front.length > 0 && distance < 6; distance++) {
    for (const id of front) if (!found.has(names.get(id))) found.set(names.get(id), distance)
    front = front.flatMap((id) => callersOfId.get(id) ?? []).filter((id) => !seen.has(id) && seen.add(id))
  }
  return found
}

/** Who refers to whom, overridden functions included: a call through an interface reaches what implements it. */
function callersOf(asts) {
  const callersOfId = new Map()
  const byPlace = new Map()
  const names = new Map()
  const connect = (id, caller) => callersOfId.set(id, [...(callersOfId.get(id) ?? []), caller])
  for (const [path, ast] of Object.entries(asts)) {
    walk(ast, (node, ancestors) => {
      if (isDefinition(node)) {
        byPlace.set(`${path}:${rangeOf(node).start}`, node.id)
        names.set(node.id, node.name || node.kind)
        // Whoever calls what it overrides calls it.
        for (const base of node.baseFunctions ?? []) connect(node.id, base)
      }
      const caller = ancestors.find(isDefinition)
      if (caller && typeof node.referencedDeclaration === 'number') connect(node.referencedDeclaration, caller.id)
    })
  }
  return { byPlace, callersOfId, names }
}

function isDefinition({ nodeType, stateVariable }) {
  return (
    nodeType === 'FunctionDefinition' ||
    nodeType === 'ModifierDefinition' ||
    (nodeType === 'VariableDeclaration' && stateVariable)
  )
}
