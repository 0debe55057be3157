import type { MarketState } from '@aiigo/protocol'
import { fromJson, toJson } from './json.ts'

export function stateToBytes(state: MarketState): Uint8Array {
  return new TextEncoder().encode(toJson(state))
}

export function stateFromBytes(bytes: Uint8Array): MarketState {
  return fromJson(new TextDecoder().decode(bytes)) as MarketState
}
