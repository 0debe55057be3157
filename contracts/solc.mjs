#!/usr/bin/env node
// The compiler that forge runs: npm's solc, pinned in pnpm-workspace.yaml, behind the two calls that forge makes.
import solc from 'solc'

if (process.argv.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`)
} else {
  let input = ''
  for await (const chunk of process.stdin) input += chunk
  process.stdout.write(solc.compile(input))
}
