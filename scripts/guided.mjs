// Builds that are guided by a profile of real work: their flags, and where they are put.
import { join } from 'node:path'
import { cacheDir } from './paths.mjs'

/** Other flags, other artefacts: a folder of their own spares the usual ones. */
export const guidedTargetDir = join(cacheDir, 'guided')

/** Where a recording is made. */
export const profileDir = join(cacheDir, 'profile')

/** What the last recording came to. */
export const mergedProfile = join(profileDir, 'merged.profdata')

/** rustc's flags of a guided build. */
export const guidedFlags = `-Cprofile-use=${mergedProfile}`
