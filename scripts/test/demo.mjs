// `npm run demo`, also on a fresh clone: installs and builds what is missing, then runs the
// example.
import { buildAddon } from '../build/addon.mjs'
import { installDependencies } from '../lib/install-dependencies.mjs'
import { exitWithItsCode, runTool } from '../lib/run.mjs'

await exitWithItsCode(async () => {
  await installDependencies()
  await buildAddon()
  await runTool('tsx', ['examples/demo/main.ts', ...process.argv.slice(2)])
})
