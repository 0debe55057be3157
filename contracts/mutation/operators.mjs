// What a mutant may change, by the kind of node of solc's syntax tree. An operator takes a node and answers with the edits it would make,
// each of which is a mutant of its own. Left out on purpose: the negation of a whole condition (whatever tells true from false in one of
// the forced conditions also sees the negation, so it would only flatter the score); for the same reason `==` against `!=` where the condition
// is forced or its check removed, and `&&` against `||`, which whoever misses an operand notices; and changes inside of assembly, of
// which there is little, all of it the addresses of storage and the shortening of arrays in memory.
import { rangeOf, statementRange, textOf } from './ast.mjs'

const ARITHMETIC = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '**': '*',
  '<<': '>>',
  '>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
}
const COMPARISON = { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==' }
const ASSIGNMENT = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
  '|=': '&=',
  '&=': '|=',
  '<<=': '>>=',
  '>>=': '<<=',
}
const OPPOSITE = { min: 'max', max: 'min', '++': '--', '--': '++', true: 'false', false: 'true' }

/** @typedef {{ operator: string, start: number, end: number, text: string }} Edit a range of bytes, and what comes in its place */

/** The edits of one node; `source` is `{ bytes, enums }`, `ancestors` its parents, outermost first. */
export function editsOf(node, ancestors, source) {
  const operators = BY_NODE[node.nodeType] ?? []
  return operators.flatMap((operator) => operator(node, source, ancestors))
}

const BY_NODE = {
  BinaryOperation: [swapBinary, dropOperand],
  UnaryOperation: [dropNot, swapIncrement],
  Literal: [flipBoolean, changeNumber],
  IfStatement: [forceCondition],
  Conditional: [forceCondition],
  WhileStatement: [skipLoop],
  ForStatement: [skipLoop],
  ModifierInvocation: [removeModifier],
  EmitStatement: [remove('remove-emit')],
  RevertStatement: [remove('remove-revert')],
  Break: [remove('remove-jump')],
  Continue: [remove('remove-jump')],
  ExpressionStatement: [removeExpression],
  VariableDeclarationStatement: [removeInitialValue],
  Assignment: [swapAssignment],
  MemberAccess: [swapMember],
  FunctionCall: [swapArguments],
  Return: [zeroReturn],
}

function replace(operator, range, text) {
  return [{ operator, start: range.start, end: range.end, text }]
}

/** The operator between two operands: the first place after the left one where it stands, parentheses and spaces apart. */
function signRange({ bytes }, left, right, sign) {
  const { end } = rangeOf(left)
  const start = bytes.indexOf(sign, end)
  return start === -1 || start >= rangeOf(right).start ? undefined : { start, end: start + sign.length }
}

function swapBinary(node, source, ancestors) {
  // An operator that a library defines is a call, not arithmetic.
  if (node.function != null || isLarger(node, ancestors.at(-1), source) || isOtherwiseForced(node, ancestors.at(-1)))
    return []
  const [name, sign] = binarySwap(node.operator)
  const range = sign && signRange(source, node.leftExpression, node.rightExpression, node.operator)
  return range ? replace(name, range, sign) : []
}

/** `if (a == b)` and `require(a == b)`: the condition that is forced, or the check that is gone, is harder to notice than its negation. */
function isOtherwiseForced({ operator, id }, parent) {
  const isChecked = parent?.nodeType === 'FunctionCall' && parent.expression.name === 'require'
  return /^[!=]=$/.test(operator) && (parent?.condition?.id === id || (isChecked && parent.arguments[0].id === id))
}

/** `a > b ? a : b`: where they are equal it does not matter which one it is. */
function isLarger(node, parent, { bytes }) {
  if (parent?.nodeType !== 'Conditional' || parent.condition !== node || !/^[<>]=?$/.test(node.operator)) return false
  const operands = [node.leftExpression, node.rightExpression].map((operand) => textOf(bytes, operand))
  const branches = [parent.trueExpression, parent.falseExpression].map((branch) => textOf(bytes, branch))
  return operands.toSorted().join() === branches.toSorted().join()
}

function binarySwap(sign) {
  return ARITHMETIC[sign] ? ['swap-arithmetic', ARITHMETIC[sign]] : ['swap-comparison', COMPARISON[sign]]
}

function dropOperand(node, { bytes }) {
  if (node.operator !== '&&' && node.operator !== '||') return []
  const sides = [node.leftExpression, node.rightExpression]
  return sides.flatMap((side) => replace('drop-operand', rangeOf(node), textOf(bytes, side)))
}

function dropNot(node, { bytes }) {
  return node.operator === '!' ? replace('drop-not', rangeOf(node), textOf(bytes, node.subExpression)) : []
}

function swapIncrement(node, { bytes }) {
  const sign = OPPOSITE[node.operator]
  if (sign === undefined) return []
  const operand = textOf(bytes, node.subExpression)
  return replace('swap-increment', rangeOf(node), node.prefix ? sign + operand : operand + sign)
}

function flipBoolean(node) {
  return node.kind === 'bool' ? replace('flip-boolean', rangeOf(node), OPPOSITE[node.value]) : []
}

function changeNumber(node, _source, ancestors) {
  // The length of an array is part of the ABI: a compiler's matter, not a test's.
  if (node.kind !== 'number' || ancestors.some(({ nodeType }) => nodeType === 'ArrayTypeName')) return []
  const unit = node.subdenomination ? ` ${node.subdenomination}` : ''
  const isPlain = /^\d+$/.test(node.value)
  const moved = (sign) =>
    isPlain ? `${BigInt(node.value) + BigInt(`${sign}1`)}${unit}` : `(${node.value}${unit} ${sign} 1)`
  const edits = replace('change-number', rangeOf(node), moved('+'))
  return node.value === '0' ? edits : [...edits, ...replace('change-number', rangeOf(node), moved('-'))]
}

function forceCondition(node) {
  return ['true', 'false'].flatMap((value) => replace('force-condition', rangeOf(node.condition), value))
}

/** Never entered. The contrary, a loop without an end, is dead at once and proves nothing. */
function skipLoop(node) {
  return node.condition ? replace('skip-loop', rangeOf(node.condition), 'false') : []
}

function removeModifier(node) {
  return node.kind === 'modifierInvocation' ? replace('remove-modifier', rangeOf(node), '') : []
}

function remove(operator) {
  return (node, { bytes }) => replace(operator, statementRange(bytes, node), '{}')
}

function removeExpression(node, source) {
  const { expression } = node
  const isCheck =
    expression.nodeType === 'FunctionCall' && ['require', 'assert', 'revert'].includes(expression.expression.name)
  const name = { Assignment: 'remove-assignment', FunctionCall: isCheck ? 'remove-require' : 'remove-call' }
  return remove(name[expression.nodeType] ?? 'remove-statement')(node, source)
}

function removeInitialValue(node, { bytes }) {
  const declarations = node.declarations.filter((declaration) => declaration !== null)
  // A reference to storage or calldata has to point somewhere.
  const isReference = declarations.some(({ storageLocation }) => ['storage', 'calldata'].includes(storageLocation))
  if (!node.initialValue || isReference || declarations.length !== 1 || node.declarations.length !== 1) return []
  const { end } = statementRange(bytes, node)
  return replace('remove-initial-value', { start: rangeOf(declarations[0]).end, end }, ';')
}

function swapAssignment(node, source) {
  const sign = ASSIGNMENT[node.operator]
  const range = sign && signRange(source, node.leftHandSide, node.rightHandSide, node.operator)
  return range ? replace('swap-assignment', range, sign) : []
}

function swapMember(node, { bytes, enums }) {
  const { end } = rangeOf(node)
  const range = { start: end - Buffer.byteLength(node.memberName), end }
  if (OPPOSITE[node.memberName] && /^function/.test(node.typeDescriptions?.typeString ?? '')) {
    return replace('swap-min-max', range, OPPOSITE[node.memberName])
  }
  const members = enums.get(node.referencedDeclaration)
  if (members === undefined || textOf(bytes, range) !== node.memberName) return []
  return replace('swap-enum', range, members[(members.indexOf(node.memberName) + 1) % members.length])
}

/** Two arguments beside each other of one type change places; of numbers that do not commute, nobody but a test sees it. */
function swapArguments(node, { bytes }) {
  if (node.kind !== 'functionCall' || ['min', 'max'].includes(node.expression.memberName) || node.names?.length > 0)
    return []
  const edits = []
  for (let i = 0; i + 1 < node.arguments.length; i++) {
    const [left, right] = [node.arguments[i], node.arguments[i + 1]]
    const texts = [textOf(bytes, left), textOf(bytes, right)]
    if (left.typeDescriptions.typeString !== right.typeDescriptions.typeString || texts[0] === texts[1]) continue
    const between = textOf(bytes, { start: rangeOf(left).end, end: rangeOf(right).start })
    const range = { start: rangeOf(left).start, end: rangeOf(right).end }
    edits.push(...replace('swap-arguments', range, texts[1] + between + texts[0]))
  }
  return edits
}

function zeroReturn(node, { bytes }, ancestors) {
  const returned = ancestors.findLast(({ nodeType }) => nodeType === 'FunctionDefinition')?.returnParameters.parameters
  if (!node.expression || returned === undefined) return []
  const types = returned.map(({ typeDescriptions }) => typeDescriptions.typeString)
  const values = types.length === 1 && types[0] === 'bool' ? ['true', 'false'] : zerosOf(types)
  const original = textOf(bytes, node.expression)
  return values
    .filter((value) => value !== original)
    .flatMap((value) => replace('zero-return', rangeOf(node.expression), value))
}

/** The zeros of types that are values, as one expression; none when a type has no zero that can be written. */
function zerosOf(types) {
  const zeros = types.map(zeroOf)
  if (zeros.includes(undefined)) return []
  return [zeros.length === 1 ? zeros[0] : `(${zeros.join(', ')})`]
}

function zeroOf(type) {
  if (/^u?int\d+$/.test(type)) return '0'
  if (type === 'bool') return 'false'
  if (/^bytes\d+$/.test(type)) return `${type}(0)`
  if (type === 'address') return 'address(0)'
  if (type === 'address payable') return 'payable(address(0))'
  return undefined
}
