import {
  AssignmentMode,
  checkChoice,
  checkObject,
  DisputeOutcome,
  NodeStatus,
  ResourceType,
  TaskOutcome,
} from '@aiigo/core'
import type { Abi, AbiFunction, AbiParameter } from 'viem'

// In an ABI an enum is a uint8: to viem every number up to 255 fits, and a contract that is handed one that stands for
// nothing says nothing.

type Choices = Readonly<Record<string, number>>

/** Arguments, and fields of structs, that have one meaning wherever they stand. */
const everywhere: Readonly<Record<string, Choices>> = { resourceType: ResourceType, mode: AssignmentMode }

/** Those whose meaning depends on the function. */
const byFunction: Readonly<Record<string, Choices>> = {
  'updateNodeStatus.status': NodeStatus,
  'closeTask.outcome': TaskOutcome,
  'resolveDispute.outcome': DisputeOutcome,
  'settleDispute.outcome': DisputeOutcome,
  'previewDispute.outcome': DisputeOutcome,
}

/** Which numbers an argument may be, where it is an enum. */
export function choicesOf(functionName: string, argument: string): Choices | undefined {
  const key = `${functionName}.${argument}`
  if (Object.hasOwn(byFunction, key)) return byFunction[key]
  return Object.hasOwn(everywhere, argument) ? everywhere[argument] : undefined
}

/**
 * The door for the enums among the arguments of a call, those inside of structs too.
 *
 * @throws InvalidArgumentError
 */
export function checkEnums(call: { abi: Abi; functionName: string; args: readonly unknown[] }): void {
  const { abi, functionName, args } = call
  const item = abi.find(
    (one) => one.type === 'function' && one.name === functionName && one.inputs.length === args.length,
  ) as AbiFunction | undefined
  for (const [i, input] of (item?.inputs ?? []).entries()) checkInput(functionName, input, args[i])
}

function checkInput(functionName: string, input: AbiParameter, value: unknown): void {
  const { name = '' } = input
  const choices = input.type === 'uint8' ? choicesOf(functionName, name) : undefined
  if (choices) checkChoice(name, value as number, choices)
  if (input.type !== 'tuple' || !('components' in input)) return
  const fields = checkObject(name, value as Record<string, unknown>)
  for (const field of input.components) checkInput(functionName, field, fields[field.name ?? ''])
}
