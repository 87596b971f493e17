// `npm test`, also on a fresh clone: installs and builds what is missing, then runs all tests.
// Arguments are vitest's: `npm test -- __test__/core/numbers.spec.ts`.
import { buildAddon } from '../build/addon.mjs'
import { buildTypeScript } from '../build/typescript.mjs'
import { installDependencies } from '../lib/install-dependencies.mjs'
import { exitWithItsCode, runTool } from '../lib/run.mjs'
import { testRust } from './rust.mjs'

await exitWithItsCode(async () => {
  await installDependencies()
  await buildAddon({ keepTypings: Boolean(process.env.CI) })
  await buildTypeScript()
  await testRust()
  await runTool('vitest', ['run', ...process.argv.slice(2)])
})
