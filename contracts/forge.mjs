#!/usr/bin/env node
// forge itself, found through its npm package: the launcher that the package installs ends with 0 also when a test or a build has failed.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const cpu = { x64: 'amd64', arm64: 'arm64' }[process.arch] ?? process.arch
const launcher = createRequire(import.meta.url).resolve('@foundry-rs/forge/package.json')
const manifest = createRequire(launcher).resolve(`@foundry-rs/forge-${process.platform}-${cpu}/package.json`)
const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'forge.exe' : 'forge')

const forge = spawn(binary, process.argv.slice(2), { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => forge.kill(signal))
forge.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
