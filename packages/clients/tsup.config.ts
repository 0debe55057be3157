import { packageBuild } from '../../tsup.shared.ts'

export default packageBuild({
  entry: { index: 'src/index.ts', abis: 'src/generated/abis.ts', bytecode: 'src/generated/bytecode.ts' },
})
