// Finds the LLVM tool that merges profiles, whose version must be that of rustc's own LLVM.
import { join } from 'node:path'
import { ask } from '../lib/run.mjs'

/** The command, or undefined if this machine has none of the right version. */
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
    // The oldest versions lack --version.
    const answer = ask(command, ['--version'])
    return answer !== undefined && new RegExp(`LLVM version ${major}\\.`).test(answer)
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

/** The path of rustup's component `llvm-tools`. */
function rustupTool(rust) {
  const libraries = ask('rustc', ['--print', 'target-libdir'], { env: rust.env })
  return join(libraries, '..', 'bin', 'llvm-profdata')
}
