// What one theorem says, and nothing beside it. CHC makes Horn clauses of every function of every file, once for each contract, whether a
// theorem calls it or not, and takes ten times as long for it.
import solc from 'solc'

/** @typedef {Record<string, { content: string }>} Sources by path */

/**
 * The sources of one contract and all that it imports, in which the functions of libraries that it never comes to, and the file's other contracts
 * that are not its bases, are blanked out. Lines stay where they are. What is left has the same meaning, or does not compile.
 *
 * @param {Sources} sources @param {string} path @param {string} contract @param {(path: string) => { contents: string } | { error: string }} readImport
 * @returns {Sources}
 */
export function slice(sources, path, contract, readImport) {
  const files = parse(sources, readImport)
  const nodes = new Map()
  for (const { ast } of files.values()) visit(ast, (node) => void (node.id !== undefined && nodes.set(node.id, node)))
  const start = files
    .get(path)
    .ast.nodes.find((node) => node.nodeType === 'ContractDefinition' && node.name === contract)
  const reached = reach(start, nodes)
  return Object.fromEntries(
    [...files].map(([file, { ast, content }]) => [file, { content: blank(content, ast, reached) }]),
  )
}

function parse(sources, readImport) {
  const contents = new Map(Object.entries(sources).map(([path, { content }]) => [path, content]))
  const settings = { outputSelection: { '*': { '': ['ast'] } } }
  const importFile = (path) => {
    const answer = readImport(path)
    if (answer.contents !== undefined) contents.set(path, answer.contents)
    return answer
  }
  const output = JSON.parse(
    solc.compile(JSON.stringify({ language: 'Solidity', sources, settings }), { import: importFile }),
  )
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return new Map(Object.entries(output.sources).map(([path, { ast }]) => [path, { ast, content: contents.get(path) }]))
}

/** Everything that is referred to, however indirectly: contracts bring their bases and all that stands in them, libraries do not. */
function reach(start, nodes) {
  const reached = new Set()
  const queue = [start]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (reached.has(node.id)) continue
    reached.add(node.id)
    if (node.nodeType === 'ContractDefinition' && node.contractKind === 'library') continue
    visit(node, (inner) => {
      for (const id of [inner.referencedDeclaration, ...(inner.linearizedBaseContracts ?? [])]) {
        if (nodes.has(id)) queue.push(nodes.get(id))
      }
    })
  }
  return reached
}

function blank(content, ast, reached) {
  const bytes = Buffer.from(content)
  for (const contract of ast.nodes.filter(({ nodeType }) => nodeType === 'ContractDefinition')) {
    const isLibrary = contract.contractKind === 'library'
    if (contract.contractKind === 'contract' && !reached.has(contract.id)) erase(bytes, contract)
    if (!isLibrary) continue
    for (const node of contract.nodes)
      if (node.nodeType === 'FunctionDefinition' && !reached.has(node.id)) erase(bytes, node)
  }
  return bytes.toString()
}

function erase(bytes, node) {
  for (const { src } of [node, node.documentation].filter((part) => part?.src)) {
    const [start, length] = src.split(':').map(Number)
    for (let i = start; i < start + length; i++) if (bytes[i] !== 0x0a) bytes[i] = 0x20
  }
}

function visit(node, report) {
  if (Array.isArray(node)) for (const item of node) visit(item, report)
  else if (node !== null && typeof node === 'object') {
    report(node)
    for (const value of Object.values(node)) visit(value, report)
  }
}
