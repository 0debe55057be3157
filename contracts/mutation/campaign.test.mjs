import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaign } from './campaign.mjs'
import { readProject } from './project.mjs'

// A project with a line that no test looks at, a library that a test has in its own code, and code that the compiler leaves out.
const FILES = {
  'foundry.toml': `[profile.default]
solc = "${fileURLToPath(new URL('../solc.mjs', import.meta.url))}"
evm_version = "prague"
optimizer = true
dynamic_test_linking = true
auto_detect_remappings = false`,
  'src/Counter.sol': `pragma solidity 0.8.37;
import {Step} from "./Step.sol";

contract Counter {
    uint256 public count;
    uint256 public untested;

    function increase(uint256 by) external {
        require(by <= Step.MAX, "too much");
        count += Step.twice(by);
        untested = by;
    }
}`,
  'src/Step.sol': `pragma solidity 0.8.37;

library Step {
    uint256 internal constant MAX = 10;

    function twice(uint256 by) internal pure returns (uint256) {
        return by * 2;
    }

    function half(uint256 by) internal pure returns (uint256) {
        return by / 2;
    }

    function unused(uint256 by) internal pure returns (uint256) {
        return by / 2;
    }
}`,
  'test/Counter.t.sol': `pragma solidity 0.8.37;
import {Counter} from "../src/Counter.sol";

contract CounterTest {
    Counter private counter;

    function setUp() external {
        counter = new Counter();
    }

    function test_Increase() external {
        counter.increase(10);
        require(counter.count() == 20, "count");
        try counter.increase(11) { revert("not refused"); } catch {}
    }
}`,
  'test/Step.t.sol': `pragma solidity 0.8.37;
import {Step} from "../src/Step.sol";

contract StepTest {
    function test_Steps() external pure {
        require(Step.twice(3) == 6 && Step.half(6) == 3, "steps");
    }
}`,
}

const root = mkdtempSync(join(tmpdir(), 'aiigo-mutation-test-'))
const verdicts = new Map()
let all

beforeAll(async () => {
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const listener = { step() {}, start() {}, verdict: ({ key }, verdict) => verdicts.set(key, verdict) }
  const run = await campaign(
    readProject(root),
    { select: (mutants) => mutants, jobs: 1 },
    listener,
    new AbortController().signal,
  )
  all = run.all
}, 300_000)

afterAll(() => rmSync(root, { recursive: true, force: true }))

test('default', () => {
  expect(all.length).toBeGreaterThan(8)
  expect([...verdicts.keys()]).toEqual(all.map(({ key }) => key))
})

test('behavior: a line that no test looks at survives, and only that', () => {
  const survivors = [...verdicts].filter(([, { status }]) => status === 'survived').map(([key]) => key)
  expect(survivors).toEqual(['src/Counter.sol | increase | remove-assignment | untested = by; → {}'])
})

test('behavior: a line that is tested does not, and it is known by which test', () => {
  const killed = { status: 'killed', by: 'CounterTest.test_Increase', killedIn: 'test/Counter.t.sol' }
  expect(verdicts.get('src/Counter.sol | increase | swap-comparison | <= → <')).toEqual(killed)
  expect(verdicts.get('src/Step.sol | MAX | change-number | 10 → 11')).toEqual(killed)
})

test('behavior: a test that has a library in its own code is compiled with the mutant', () => {
  const killed = { status: 'killed', by: 'StepTest.test_Steps', killedIn: 'test/Step.t.sol' }
  expect(verdicts.get('src/Step.sol | half | swap-arithmetic | / → *')).toEqual(killed)
})

test('behavior: what makes no difference to the code is nobody’s gap', () => {
  expect(verdicts.get('src/Step.sol | unused | swap-arithmetic | / → *')).toEqual({ status: 'equivalent' })
})

test('behavior: nothing is changed in the project, and no copy is left', () => {
  expect(readdirSync(join(root, 'src')).sort()).toEqual(['Counter.sol', 'Step.sol'])
  expect(readdirSync(root).sort()).toEqual(['cache', 'foundry.toml', 'src', 'test'])
})

test('error: a test that fails without a mutant', async () => {
  writeFileSync(join(root, 'test/Step.t.sol'), FILES['test/Step.t.sol'].replace('== 6', '== 7'))
  const run = campaign(
    readProject(root),
    { select: (mutants) => mutants.filter(({ key }) => key.includes('untested')), jobs: 1 },
    { step() {}, start() {}, verdict() {} },
    new AbortController().signal,
  )
  await expect(run).rejects.toThrow('A test fails without any mutant: StepTest.test_Steps in test/Step.t.sol')
}, 120_000)
