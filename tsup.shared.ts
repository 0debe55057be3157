import { defineConfig, type Options } from 'tsup'

/** How every package is built: ESM, CJS and declarations. */
export function packageBuild(options: Options) {
  return defineConfig({
    format: ['esm', 'cjs'],
    target: 'es2022',
    dts: true,
    clean: true,
    treeshake: true,
    shims: true,
    ...options,
  })
}
