// solc's syntax tree: how to walk it, and what of the source a node stands for.

/** Calls `visit(node, ancestors)` for every node of the tree, parents first, in the order of the source. */
export function walk(node, visit, ancestors = []) {
  visit(node, ancestors)
  const inner = [...ancestors, node]
  for (const child of childrenOf(node)) walk(child, visit, inner)
}

function childrenOf(node) {
  const children = []
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== null && typeof item === 'object' && typeof item.nodeType === 'string') children.push(item)
    }
  }
  return children.sort((a, b) => rangeOf(a).start - rangeOf(b).start)
}

/** Where a node stands, in bytes of the UTF-8 source (not in characters: comments have dashes and arrows). */
export function rangeOf({ src }) {
  const [start, length] = src.split(':').map(Number)
  return { start, end: start + length }
}

/** The text of a node or a range; `bytes` is the source file. */
export function textOf(bytes, node) {
  const { start, end } = node.src === undefined ? node : rangeOf(node)
  return bytes.toString('utf8', start, end)
}

/** The range of a statement with its semicolon, which solc leaves out of expression statements. */
export function statementRange(bytes, node) {
  const { start, end } = rangeOf(node)
  if (bytes[end - 1] === 0x3b) return { start, end }
  const semicolon = bytes.indexOf(0x3b, end)
  return { start, end: semicolon + 1 }
}

export function lineOf(bytes, offset) {
  let line = 1
  for (let i = bytes.indexOf(10); i !== -1 && i < offset; i = bytes.indexOf(10, i + 1)) line += 1
  return line
}
