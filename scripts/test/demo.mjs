// `npm run demo`, also on a fresh clone: set up what is missing, then run the example.
import { buildAddon } from '../build/addon.mjs'
import { installDependencies } from '../lib/install-dependencies.mjs'
import { exitWithItsCode, runTool } from '../lib/run.mjs'

await exitWithItsCode(async () => {
  await installDependencies()
  await buildAddon()
  await runTool('tsx', ['examples/demo/main.ts', ...process.argv.slice(2)])
})
