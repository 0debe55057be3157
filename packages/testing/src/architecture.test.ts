import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

// Who may depend on whom. An arrow that is missing here is a decision to be made, not a line to be added in passing.

const root = fileURLToPath(new URL('../../..', import.meta.url))

const arithmetic = ['core', 'pow', 'matching', 'pricing', 'protocol']
const libraries = [...arithmetic, 'clients', 'execution']

/** What a package may depend on at run time. `examples` stands for every folder below examples/. */
const arrows: Record<string, readonly string[]> = {
  contracts: [],
  core: [],
  pow: ['core'],
  matching: ['core'],
  pricing: ['core'],
  protocol: ['core'],
  clients: ['core'],
  execution: ['core'],
  sdk: libraries,
  simulations: [...libraries, 'sdk'],
  examples: [...libraries, 'sdk'],
  testing: ['core', 'clients'],
}

/** Besides those above, for tests and generators: the test bench, and the contracts that the ABIs are generated from. */
const developmentArrows = ['testing', 'contracts']

type Manifest = {
  name: string
  private?: boolean
  engines?: { node: string }
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

type Package = { key: string; directory: string; manifest: Manifest }

const packages = workspaceFolders().flatMap((pattern) =>
  globSync(`${pattern}/package.json`, { cwd: root }).sort().map(readPackage),
)

/** The folders that pnpm-workspace.yaml lists under `packages:`. */
function workspaceFolders(): string[] {
  const yaml = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const list = /^packages:\n((?: +- .+\n)+)/m.exec(yaml)?.[1] ?? ''
  return Array.from(list.matchAll(/- (\S+)/g), ([, folder]) => folder!)
}

function readPackage(file: string): Package {
  const directory = dirname(file)
  const [top, name] = directory.split(sep)
  const key = top === 'packages' ? name! : top!
  return { key, directory, manifest: JSON.parse(readFileSync(join(root, file), 'utf8')) }
}

const isOurs = (dependency: string) => dependency.startsWith('@aiigo/')
const keyOf = (dependency: string) => dependency.split('/')[1]!

function runtimeDependencies({ dependencies, peerDependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })
}

function forbiddenArrows({ key, manifest }: Package): string[] {
  const allowed = arrows[key] ?? []
  const draw = (dependency: string) => `${key} → ${keyOf(dependency)}`
  const runtime = runtimeDependencies(manifest).filter((d) => isOurs(d) && !allowed.includes(keyOf(d)))
  const development = Object.keys(manifest.devDependencies ?? {})
    .filter(isOurs)
    .filter((d) => ![...allowed, ...developmentArrows].includes(keyOf(d)))
  return [...runtime, ...development].map(draw)
}

/** Every module that a package's source names, with the file that names it. */
function imports({ directory }: Package): { file: string; module: string }[] {
  const files = globSync(`${directory}/{src,scripts}/**/*.ts`, { cwd: root })
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    const modules = source.matchAll(/^(?:import|export|\}) .*?from '([^']+)'|\bimport\(\s*'([^']+)'/gm)
    return Array.from(modules, ([, fixed, dynamic]) => ({ file, module: (fixed ?? dynamic)! }))
  })
}

/** Tests, generators, and the SDK's ./testing (the test bench is bundled into it) may also use development dependencies;
 *  so may a package that is never published, whose development dependencies are always there. */
const isDevelopment = (file: string) =>
  /\.(test|test-d)\.ts$|(^|\/)(test|testing|scripts)\//.test(file.split(sep).join('/'))

describe('the arrows between packages', () => {
  test('default: every package of the workspace is known', () => {
    expect(packages.length).toBeGreaterThanOrEqual(5)
    expect(packages.filter(({ key }) => !Object.hasOwn(arrows, key)).map(({ directory }) => directory)).toEqual([])
  })

  test('behavior: no package depends on one that it has no arrow to', () => {
    expect(packages.flatMap(forbiddenArrows)).toEqual([])
  })

  test('behavior: what decides knows nothing of viem', () => {
    const deciders = packages.filter(({ key }) => arithmetic.includes(key))
    expect(deciders.length).toBeGreaterThanOrEqual(2)
    for (const { key, manifest } of deciders) expect(runtimeDependencies(manifest), key).not.toContain('viem')
  })

  test('behavior: the arrows make no circle', () => {
    const seen: string[] = []
    const visit = (key: string): void => {
      expect(seen, 'a circle').not.toContain(key)
      seen.push(key)
      arrows[key]!.forEach(visit)
      seen.pop()
    }
    Object.keys(arrows).forEach(visit)
  })

  test('behavior: source uses only the packages that its manifest declares', () => {
    const undeclared = packages.flatMap((one) => {
      const { manifest } = one
      const runtime = [...runtimeDependencies(manifest), manifest.name]
      const development = [...runtime, ...Object.keys(manifest.devDependencies ?? {})]
      return imports(one)
        .filter(({ module }) => isOurs(module))
        .filter(({ file, module }) => {
          const declared = manifest.private || isDevelopment(file) ? development : runtime
          return !declared.includes(module.split('/').slice(0, 2).join('/'))
        })
        .map(({ file, module }) => `${file}: ${module}`)
    })
    expect(undeclared).toEqual([])
  })

  test('behavior: no source reaches into another package by its path', () => {
    const found = packages.map((one) => ({ ...one, used: imports(one) }))
    expect(found.flatMap(({ used }) => used).length).toBeGreaterThan(50)
    const outside = found.flatMap(({ directory, used }) =>
      used
        .filter(({ module }) => module.startsWith('.'))
        .filter(({ file, module }) => relative(directory, join(dirname(file), module)).startsWith('..'))
        .map(({ file, module }) => `${file}: ${module}`),
    )
    expect(outside).toEqual([])
  })

  test('error: an arrow that is not drawn is named', () => {
    const manifest = { name: '@aiigo/matching', dependencies: { '@aiigo/pricing': 'workspace:*', viem: '2' } }
    expect(forbiddenArrows({ key: 'matching', directory: '', manifest })).toEqual(['matching → pricing'])
    const test = {
      name: '@aiigo/core',
      devDependencies: { '@aiigo/sdk': 'workspace:*', '@aiigo/testing': 'workspace:*' },
    }
    expect(forbiddenArrows({ key: 'core', directory: '', manifest: test })).toEqual(['core → sdk'])
  })
})

test('behavior: every published package says which Node it runs on', () => {
  const published = packages.filter(({ key, manifest }) => key !== 'examples' && !manifest.private)
  expect(published.length).toBeGreaterThanOrEqual(7)
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  for (const { key, manifest } of published) expect(manifest.engines, key).toEqual(engines)
})
