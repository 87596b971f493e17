// Fails when a committed, generated file differs from what the sources generate.
import { exitWithItsCode, runScript } from '../lib/run.mjs'
import { hostTarget } from '../lib/targets.mjs'
import { typingsDrifted } from '../build/typings.mjs'

await exitWithItsCode(async () => {
  if (typingsDrifted(hostTarget())) {
    console.error(
      'src/core/binding.d.cts is not what src/native generates: run `npm run build:addon` and commit it',
    )
    process.exitCode = 1
  }
  await runScript('release/platform-packages.mjs', ['--check'])
  await runScript('check/api-report.mjs', ['--check'])
})
