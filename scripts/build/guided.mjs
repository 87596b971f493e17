// Builds that are guided by a profile of real work: their flags, and where they are put.
import { join } from 'node:path'
import { cacheDir } from '../lib/paths.mjs'

/** Other flags, other artefacts: a folder of their own spares the usual ones. */
export const guidedTargetDir = join(cacheDir, 'guided')

/** Where a recording is made. */
export const profileDir = join(cacheDir, 'profile')

/** What the last recording came to. */
export const mergedProfile = join(profileDir, 'merged.profdata')

/**
 * What LLVM does when asked: the likely way through a function in one piece, and what is hardly ever
 * reached away from it. Asked for where it was measured.
 */
const layout =
  process.platform === 'linux' && process.arch === 'x64'
    ? ['-enable-ext-tsp-block-placement', '-enable-split-machine-functions']
    : []

/** rustc's flags of a guided build. */
export const guidedFlags = [
  `-Cprofile-use=${mergedProfile}`,
  ...layout.map((option) => `-Cllvm-args=${option}`),
].join(' ')
