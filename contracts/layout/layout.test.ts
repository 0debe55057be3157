import type { StorageItem, StorageLayout } from '@openzeppelin/upgrades-core'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  assertUpgradeable,
  inspect,
  parts,
  readReleased,
  type Upgradeability,
  upgradeables,
  withoutLines,
} from './layout.ts'

/** Replaces text that must be there, so that no test passes because the source has moved on. */
function replace(edits: Edits) {
  return (path: string, text: string) =>
    (edits[path] ?? []).reduce((changed, [from, to]) => {
      if (changed.split(from).length !== 2) throw new Error(`${path} has to have once: ${from}`)
      return changed.replace(from, to)
    }, text)
}

type Edits = Record<string, [from: string, to: string][]>

const released = readReleased()

describe('the contracts as they are', () => {
  let now: Upgradeability

  beforeAll(() => {
    now = inspect()
  })

  test.each(upgradeables)('behavior: U3 %s reads what the last release has written', (name) => {
    expect(Object.keys(released[name].namespaces!).length).toBeGreaterThan(5)
    assertUpgradeable(released[name], now.layouts[name]!)
  })

  test.each(upgradeables)('behavior: U3 %s keeps everything in namespaces', (name) => {
    for (const contract of [name, ...parts[name]]) expect(now.layouts[contract]!.storage).toEqual([])
  })

  test.each(upgradeables)('behavior: U3 the parts of %s see the same storage', (name) => {
    for (const part of parts[name]) {
      expect(withoutLines(now.layouts[part]!)).toEqual(withoutLines(now.layouts[name]!))
    }
  })

  test.each(upgradeables)('behavior: U2 U3 %s passes the safety validation', (name) => {
    expect(now.errors[name]).toEqual([])
  })

  // They are never behind a proxy of their own: what they lack is what only the contract in front of them needs.
  test.each(upgradeables.flatMap((name) => parts[name]))('behavior: U2 U3 %s is safe behind its contract', (part) => {
    const kinds = now.errors[part]!.map(({ kind }) => kind).sort()
    expect(kinds).toEqual(['missing-initializer', 'missing-public-upgradeto'])
  })

  test('behavior: every namespace of ours lies in the slot that its name gives', () => {
    expect(now.slots.map(({ namespace }) => namespace).sort()).toEqual([
      'aiigo.storage.Governed',
      'aiigo.storage.NodeRegistry',
      'aiigo.storage.Payouts',
      'aiigo.storage.ProofOfWorkVerifier',
      'aiigo.storage.TaskMarketplace',
    ])
    for (const { used, due } of now.slots) expect(used).toBe(due)
  })
})

describe('changes', () => {
  test('behavior: fields, structs and enum members that are appended pass', () => {
    const { layouts } = inspect(
      replace({
        'src/base/NodeRegistryBase.sol': [
          ['uint40 heldUntil; // by a bid', 'uint40 heldUntil; uint256 appended;'],
          [
            'mapping(bytes32 nodeId => uint256) banExecutableFrom;',
            'mapping(bytes32 => uint256) banExecutableFrom; uint256 appended;',
          ],
        ],
        'src/ProofOfWorkVerifier.sol': [
          [
            'mapping(bytes32 nodeId => uint256) lastForcedAt;',
            'mapping(bytes32 => uint256) lastForcedAt; uint256 appended;',
          ],
        ],
        'src/base/TaskMarketplaceBase.sol': [
          ['bytes32 directNode;', 'bytes32 directNode; uint256 appended;'],
          [
            '/// @custom:storage-location',
            '/// @custom:storage-location erc7201:aiigo.storage.More\n struct More { uint256 appended; }\n\n/// @custom:storage-location',
          ],
        ],
        'src/interfaces/TaskMarketplaceTypes.sol': [['    Failed\n', '    Failed, Appended\n']],
      }),
    )
    for (const name of upgradeables) {
      expect(JSON.stringify(layouts[name])).toMatch(/appended/i)
      assertUpgradeable(released[name], layouts[name]!)
    }
  })

  test.each([
    {
      what: 'reordered fields',
      edits: {
        'src/base/NodeRegistryBase.sol': [
          ['uint8 restrictions;\n        bool challengeOpen;', 'bool challengeOpen; uint8 restrictions;'],
        ],
        'src/ProofOfWorkVerifier.sol': [
          [
            'uint32 challengeTargetTime;\n        uint32 challengeDeadline;',
            'uint32 challengeDeadline; uint32 challengeTargetTime;',
          ],
        ],
        'src/base/TaskMarketplaceBase.sol': [
          ['address powVerifier;\n        address arbitrator;', 'address arbitrator; address powVerifier;'],
        ],
      },
    },
    {
      what: 'another namespace, a field and an enum member in between',
      edits: {
        'src/base/NodeRegistryBase.sol': [['erc7201:aiigo.storage.NodeRegistry', 'erc7201:aiigo.storage.Nodes']],
        'src/ProofOfWorkVerifier.sol': [['bytes32 seed;\n        // slot 2', 'bytes32 seed; uint256 inserted;']],
        'src/interfaces/TaskMarketplaceTypes.sol': [['    Cancelled,\n', '    Inserted, Cancelled,\n']],
      },
    },
  ])('error: $what are refused', ({ edits }) => {
    const { layouts } = inspect(replace(edits as unknown as Edits))
    for (const name of upgradeables) {
      expect(() => assertUpgradeable(released[name], layouts[name]!)).toThrow('New storage layout is incompatible')
    }
  })

  test.each(upgradeables)('error: in %s, no field at all may be removed or retyped', (name) => {
    let fields = 0
    for (const [change, expected] of changes(released[name])) {
      expect(() => assertUpgradeable(released[name], change), expected).toThrow('New storage layout is incompatible')
      fields++
    }
    expect(fields).toBeGreaterThan(40)
  })

  test('error: a slot that is not its namespace’s, a delegatecall, a constructor and a value in code are found', () => {
    const { slots, errors } = inspect(
      replace({
        'src/base/Accruals.sol': [
          [`60b7cf65b2679f0aa8a5985959ba291352a3ad45d0cc2e2aefe6e782e5dc5a00`, '00'.repeat(32)],
        ],
        'src/ProofOfWorkVerifier.sol': [
          ['/// @custom:oz-upgrades-unsafe-allow constructor\n', ''],
          [
            'uint256 internal constant HISTORY_LENGTH = 16;',
            'uint256 internal constant HISTORY_LENGTH = 16; uint256 private value = 1;',
          ],
          [
            '    function _end(',
            '    function _run(address code) internal { (bool success,) = code.delegatecall(""); success; }\n    function _end(',
          ],
        ],
      }),
    )
    expect(slots.filter(({ used, due }) => used !== due).map(({ namespace }) => namespace)).toEqual([
      'aiigo.storage.Payouts',
    ])
    const kinds = errors.ProofOfWorkVerifier!.map(({ kind }) => kind).sort()
    expect(kinds).toEqual(['constructor', 'delegatecall', 'state-variable-assignment'])
  })
})

/** The layout without one field, and with that field as bytes4, a type that nothing has: for each field of each struct and namespace. */
function* changes(layout: StorageLayout): Generator<[StorageLayout, string]> {
  const lists = (from: StorageLayout) => [
    ...Object.values(from.namespaces!),
    ...Object.values(from.types).flatMap(({ members }) =>
      members?.some((member) => typeof member !== 'string') ? [members as StorageItem[]] : [],
    ),
  ]
  for (const [i, list] of lists(layout).entries()) {
    for (const [k, { label }] of list.entries()) {
      const removed = structuredClone(layout)
      lists(removed)[i]!.splice(k, 1)
      yield [removed, `${label} removed`]
      const retyped = structuredClone(layout)
      retyped.types.t_bytes4 = { label: 'bytes4', numberOfBytes: '4' }
      lists(retyped)[i]![k]!.type = 't_bytes4'
      yield [retyped, `${label} retyped`]
    }
  }
}
