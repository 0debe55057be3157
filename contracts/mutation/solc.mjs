#!/usr/bin/env node
// The compiler that forge finds in a copy: ../solc.mjs with a memory. Before it runs a part of the tests forge asks for the ABIs of
// everything, always with the same question (7 s), and for the version (1 s); both are answered from AIIGO_SOLC_MEMORY, a folder.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const isVersion = process.argv.includes('--version')
const input = isVersion ? '--version' : readFileSync(0)

// Only asked for its input, see preprocessedSources.
if (process.env.AIIGO_SOLC_RECORD && !isVersion) {
  writeFileSync(process.env.AIIGO_SOLC_RECORD, input)
  process.exit(1)
}
process.stdout.write(isVersion || asksForAbis(JSON.parse(input)) ? remembered() : compiled())

function asksForAbis({ settings }) {
  const selections = Object.values(settings.outputSelection).flatMap((contracts) => Object.values(contracts).flat())
  return selections.every((output) => output === 'abi')
}

function remembered() {
  const { version } = createRequire(import.meta.url)('solc/package.json')
  const question = createHash('sha256').update(version).update(input).digest('hex')
  const answer = join(process.env.AIIGO_SOLC_MEMORY, `${question}.json`)
  if (!existsSync(answer)) {
    const output = compiled()
    mkdirSync(process.env.AIIGO_SOLC_MEMORY, { recursive: true })
    // Two copies may ask at the same time: nobody sees half an answer.
    writeFileSync(`${answer}.${process.pid}`, output)
    renameSync(`${answer}.${process.pid}`, answer)
  }
  return readFileSync(answer)
}

function compiled() {
  const compiler = fileURLToPath(new URL('../solc.mjs', import.meta.url))
  const options = { input: isVersion ? '' : input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'inherit'] }
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...process.argv.slice(2)], options)
  if (status !== 0) process.exit(status ?? 1)
  return stdout
}
