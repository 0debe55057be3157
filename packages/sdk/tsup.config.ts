import { packageBuild } from '../../tsup.shared.ts'

export default packageBuild({
  entry: { index: 'src/index.ts', node: 'src/node.ts', testing: 'src/testing/index.ts' },
  // The test bench is private: its code and its types go into the package.
  dts: { resolve: ['@aiigo/testing', /^\.{1,2}\//] },
})
