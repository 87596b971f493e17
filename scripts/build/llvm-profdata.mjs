// The LLVM tool that merges profiles. Its version must be that of rustc's own LLVM.
import { join } from 'node:path'
import { ask } from '../lib/run.mjs'

/** The command, or undefined when this machine has none that fits. */
export function findProfileTool(rust) {
  const version = ask('rustc', ['-vV'], { env: rust.env })
  const major = /LLVM version: (\d+)/.exec(version ?? '')?.[1]
  if (major === undefined) return undefined
  const candidates = [
    rustupTool(rust),
    `llvm-profdata-${major}`,
    `/usr/lib/llvm-${major}/bin/llvm-profdata`,
    'llvm-profdata',
  ]
  const fits = (command) => {
    // The oldest ones know no --version.
    const told = ask(command, ['--version'])
    return told !== undefined && new RegExp(`LLVM version ${major}\\.`).test(told)
  }
  const found = candidates.find(fits)
  if (found === undefined) {
    console.log(
      `No llvm-profdata of version ${major} here: rustup component add llvm-tools, ` +
        `or on Debian apt install llvm-${major}`,
    )
  }
  return found
}

/** Where rustup's component `llvm-tools` puts it. */
function rustupTool(rust) {
  const libraries = ask('rustc', ['--print', 'target-libdir'], { env: rust.env })
  return join(libraries, '..', 'bin', 'llvm-profdata')
}
