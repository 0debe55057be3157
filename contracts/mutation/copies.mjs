// Copies of the project in which mutants live, so that the project itself is never touched. All of them go when the run ends.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export function createFolder() {
  return mkdtempSync(join(realpathSync(tmpdir()), 'aiigo-mutation-'))
}

/** A copy that forge takes for the project: sources, tests, and (unless `bare`) what has been compiled so far. */
export function copyProject(project, target, { bare = false } = {}) {
  const compiled = [project.out, project.cache]
  const folders = [project.src, project.test, project.script, ...project.readable, ...compiled].filter(
    (path) => !bare || !compiled.includes(path),
  )
  const own = join(project.root, project.cache, 'mutation')
  for (const path of ['foundry.toml', ...new Set(folders)]) {
    const source = join(project.root, path)
    if (existsSync(source)) cpSync(source, join(target, path), { recursive: true, filter: (file) => file !== own })
  }
  for (const lib of project.libs) linkLibrary(join(project.root, lib), join(target, lib))
  moveCache(project, target)
}

/** The folder is made anew with a link for each package in it: forge resolves a link to the whole folder, and would compile all again. */
function linkLibrary(source, target) {
  if (!existsSync(source)) return
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(source)) {
    if (!name.startsWith('.')) symlinkSync(realpathSync(join(source, name)), join(target, name))
  }
}

/** forge's list of what is compiled has a few whole paths in it. */
function moveCache(project, target) {
  const file = join(target, project.cache, 'solidity-files-cache.json')
  if (!existsSync(file)) return
  const cache = JSON.parse(readFileSync(file, 'utf8').replaceAll(`${project.root}/`, `${target}/`))
  cache.paths.libraries = project.libs
  writeFileSync(file, JSON.stringify(cache))
}

/** What forge has compiled: `path:Name` → its artifact's path in the copy, and in which build it came to be. */
export function artifactsIn(project, copy) {
  const cache = JSON.parse(readFileSync(join(copy, project.cache, 'solidity-files-cache.json'), 'utf8'))
  const artifacts = new Map()
  for (const [path, { artifacts: contracts }] of Object.entries(cache.files)) {
    for (const [name, versions] of Object.entries(contracts)) {
      const [profiles] = Object.values(versions)
      const [artifact] = Object.values(profiles)
      artifacts.set(`${path}:${name}`, { file: join(project.out, artifact.path), build: artifact.build_id })
    }
  }
  return artifacts
}

/** Puts other bytes into the artifact of a contract; what it says of the ABI stays. Answers with what was there. */
export function patchArtifact(file, evm) {
  const before = readFileSync(file, 'utf8')
  const artifact = JSON.parse(before)
  artifact.bytecode = codeOf(evm.bytecode)
  artifact.deployedBytecode = {
    ...codeOf(evm.deployedBytecode),
    immutableReferences: evm.deployedBytecode.immutableReferences,
  }
  writeWhole(file, JSON.stringify(artifact))
  return before
}

export function writeWhole(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, content)
  renameSync(`${file}.new`, file)
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function codeOf({ object, linkReferences }) {
  return { object: `0x${object}`, sourceMap: '', linkReferences }
}
