// Flags and folders of builds that are guided by a profile.
import { join } from 'node:path'
import { cacheDir } from '../lib/paths.mjs'

/** Other flags produce other artefacts: a separate folder preserves the usual ones. */
export const guidedTargetDir = join(cacheDir, 'guided')

/** The folder of recorded profiles. */
export const profileDir = join(cacheDir, 'profile')

/** The merged profile of the last recording. */
export const mergedProfile = join(profileDir, 'merged.profdata')

/**
 * LLVM options that place the likely path of a function in one piece, and cold code away from it.
 * Only enabled on the platform where they were measured.
 */
const layout =
  process.platform === 'linux' && process.arch === 'x64'
    ? ['-enable-ext-tsp-block-placement', '-enable-split-machine-functions']
    : []

/** Flags of rustc for a guided build. */
export const guidedFlags = [
  `-Cprofile-use=${mergedProfile}`,
  ...layout.map((option) => `-Cllvm-args=${option}`),
].join(' ')
