// What forge knows of a project: its folders, and how it compiles.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const FORGE = fileURLToPath(new URL('../forge.mjs', import.meta.url))

/** @param {string} root the folder of foundry.toml */
export function readProject(root) {
  const config = JSON.parse(forgeConfig(resolve(root)))
  // Without it forge puts the code of a contract into the tests that create it, and each mutant would have the tests compiled again.
  if (!config.dynamic_test_linking) throw new Error('foundry.toml: expected dynamic_test_linking = true')
  return {
    root: resolve(root),
    src: config.src,
    test: config.test,
    script: config.script,
    out: config.out,
    cache: config.cache_path,
    libs: config.libs,
    // What tests read, apart from what is copied anyway.
    readable: config.fs_permissions.map(({ path }) => path),
    settings: {
      remappings: config.remappings,
      evmVersion: config.evm_version,
      viaIR: config.via_ir,
      optimizer: {
        enabled: config.optimizer,
        runs: config.optimizer_runs,
        ...optional('details', config.optimizer_details),
      },
    },
  }
}

/** The Solidity files in a folder of the project, sorted. */
export function solidityIn(project, folder) {
  const path = join(project.root, folder)
  const files = existsSync(path) ? readdirSync(path, { recursive: true }) : []
  return files
    .filter((file) => file.endsWith('.sol'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort()
}

/** Changes with any byte that can change a verdict. */
export function fingerprintOf(project) {
  const hash = createHash('sha256')
  const files = [project.src, project.test, project.script].flatMap((folder) => solidityIn(project, folder))
  for (const file of ['foundry.toml', ...files]) hash.update(file).update(readFileSync(join(project.root, file)))
  return hash.digest('hex')
}

function forgeConfig(root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [FORGE, 'config', '--json'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`forge does not read the configuration of ${root}: ${stderr}`)
  return stdout
}

function optional(name, value) {
  return value == null ? {} : { [name]: value }
}
