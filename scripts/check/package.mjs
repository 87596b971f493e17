// Checks the package as users install it. Needs dist.
import { exitWithItsCode, runScript, runTool } from '../lib/run.mjs'

await exitWithItsCode(async () => {
  await runTool('publint', ['run', '--strict'])
  await runTool('@arethetypeswrong/cli', ['--pack', '.', '--no-emoji'], {
    command: 'attw',
  })
  await runScript('test/types.mjs', ['--slice'])
  await runTool('knip', ['--treat-config-hints-as-errors'])
})
