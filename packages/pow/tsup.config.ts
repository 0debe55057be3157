import { writeFile } from 'node:fs/promises'
import { packageBuild } from '../../tsup.shared.ts'
import { scalar, simd } from './src/generated/modules.ts'

export default packageBuild({
  entry: ['src/index.ts', 'src/bin.ts'],
  // The same bytes that the package carries inside, as files for WASI runtimes.
  onSuccess: async () => {
    await writeFile('dist/aiigo-pow.wasm', Buffer.from(scalar, 'base64'))
    await writeFile('dist/aiigo-pow-simd.wasm', Buffer.from(simd, 'base64'))
  },
})
