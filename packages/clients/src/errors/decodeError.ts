import { BaseError } from '@aiigo/core'
import { type Abi, decodeErrorResult, type Hex, isHex } from 'viem'
import { errorAbi } from '../generated/errors.ts'
import { type ErrorArgs, type ErrorName, explain } from './explanations.ts'
import { redacted } from './redacted.ts'
import { RpcFaultError, rpcFault } from './rpcFault.ts'

/**
 * Turns whatever a viem call throws into a {@link BaseError}: a custom error of the contracts into a
 * {@link ProtocolError}, everything else into a RpcFaultError with its kind. An error that is a BaseError already
 * comes back as it is. Never throws. The actions of this package call it themselves.
 *
 * @example
 * const error = decodeError(caught)
 * if (error instanceof ProtocolError && error.is('NodeRegistry_StakeTooLow')) topUp(error.args.required)
 */
export function decodeError(error: unknown): BaseError {
  if (error instanceof BaseError) return error
  const chain = causes(error)
  const data = revertData(chain)
  const cause = redacted(error)
  return (data && protocolError(data, cause)) ?? rpcFault(chain, cause)
}

/** The error and its causes, outermost first. */
function causes(error: unknown): Error[] {
  const chain: Error[] = []
  for (let link = error; link instanceof Error && !chain.includes(link); link = link.cause) chain.push(link)
  return chain
}

/** What the contract returned: viem keeps it as `raw` or `data`, plain or inside a provider's object. */
function revertData(chain: readonly Error[]): Hex | undefined {
  for (const link of chain as readonly (Error & { raw?: unknown; data?: unknown })[]) {
    const nested = (link.data as { data?: unknown } | undefined)?.data
    const found = [link.raw, link.data, nested].find((value) => isHex(value) && value.length >= 10)
    if (found) return found as Hex
  }
  return undefined
}

function protocolError(data: Hex, cause: unknown): BaseError | undefined {
  try {
    // The wide type: viem also knows the language's own Error(string) and Panic(uint256).
    const { errorName, args = [], abiItem } = decodeErrorResult({ abi: errorAbi as Abi, data })
    if (errorName === 'Error' || errorName === 'Panic') return plainRevert(String(args[0]), cause)
    const inputs = 'inputs' in abiItem ? (abiItem.inputs ?? []) : []
    const named = Object.fromEntries(inputs.map(({ name }, i) => [name, args[i]]))
    return new ProtocolError(errorName as ErrorName, named as never, { cause })
  } catch {
    return undefined
  }
}

function plainRevert(seen: string, cause: unknown): RpcFaultError {
  return new RpcFaultError('reverted', { seen, cause })
}

/** A contract refused the call: its custom error with the values, in plain words. */
export class ProtocolError<name extends ErrorName = ErrorName> extends BaseError {
  override name = 'ProtocolError'
  /** Such as `NodeRegistry_StakeTooLow`. */
  readonly errorName: name
  /** The values by the names that the contract gives them. */
  readonly args: ErrorArgs<name>

  constructor(errorName: name, args: ErrorArgs<name>, options: { cause?: unknown } = {}) {
    const { message, hint, retryable = false } = explain(errorName, args)
    const values = Object.entries(args).map(([key, value]) => `${key}: ${value}`)
    super(message, { details: [`Contract error: ${errorName}`, ...values], hint, retryable, cause: options.cause })
    this.errorName = errorName
    this.args = args
  }

  /** Narrows to one error, and its args with it. */
  is<wanted extends ErrorName>(errorName: wanted): this is ProtocolError<wanted> {
    return (this.errorName as ErrorName) === errorName
  }
}
