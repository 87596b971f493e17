// Runs the machine-checkable rules of the design, one file each in scripts/rules/.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { bindingOnlyInCore } from '../rules/binding-only-in-core.mjs'
import { entryPointsListed } from '../rules/entry-points.mjs'
import { errorsInOnePlace } from '../rules/errors-in-one-place.mjs'
import { fileSizes } from '../rules/file-sizes.mjs'
import { engineModulesHold, layersHold } from '../rules/layers.mjs'
import { napiOnlyInRoot } from '../rules/napi-only-in-root.mjs'
import { noMachineTraces } from '../rules/no-machine-traces.mjs'
import { nodeTakenByName } from '../rules/node-taken-by-name.mjs'
import { rawValuesInOnePlace } from '../rules/raw-values-in-one-place.mjs'
import { scriptImports } from '../rules/script-imports.mjs'
import { timersCaptured } from '../rules/timers-captured.mjs'
import { workflowCommands } from '../rules/workflow-commands.mjs'

// A rule takes files ({ path, text }) and returns findings ({ path, line?, message, warning? }).
const rules = [
  napiOnlyInRoot,
  rawValuesInOnePlace,
  errorsInOnePlace,
  bindingOnlyInCore,
  fileSizes,
  noMachineTraces,
  nodeTakenByName,
  scriptImports,
  timersCaptured,
  layersHold,
  engineModulesHold,
  entryPointsListed,
  workflowCommands,
]

const files = projectFiles()
let failures = 0
for (const rule of rules) {
  for (const { path, line, message, warning } of rule(files)) {
    console.log(`${warning ? 'warning' : 'error'}: ${path}${line ? `:${line}` : ''}: ${message}`)
    if (!warning) failures++
  }
}
console.log(`${rules.length} rules over ${files.length} files: ${failures} broken`)
if (failures > 0) process.exitCode = 1

/** The files that git tracks or would track. */
function projectFiles() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
}
