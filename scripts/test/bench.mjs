// `npm run bench`, also on a fresh clone: installs and builds what is missing, then runs all
// contenders side by side.
//
//   npm run bench -- [filter ...] [--quick] [--save] [--contenders a,b] [--release]
//
// --release    addon and Rust floors as published, guided by a profile where LLVM's tools are: the
//              numbers to quote (20 minutes to build from nothing on 2 cores)
// The other options are explained in bench/main.mjs.
import { join } from 'node:path'
import { buildAddon } from '../build/addon.mjs'
import { buildRelease } from '../build/release.mjs'
import { buildTypeScript } from '../build/typescript.mjs'
import { installDependencies } from '../lib/install-dependencies.mjs'
import { root } from '../lib/paths.mjs'
import { exitWithItsCode, run } from '../lib/run.mjs'

const given = process.argv.slice(2)
const release = given.includes('--release')

await exitWithItsCode(async () => {
  await installDependencies()
  const guided = release && (await buildRelease({}))
  if (!release) await buildAddon()
  await buildTypeScript()
  await run(process.execPath, [
    join(root, 'bench', 'main.mjs'),
    ...given.filter((argument) => argument !== '--release'),
    '--profile',
    release ? 'release' : 'optimised',
    ...(guided ? ['--guided'] : []),
  ])
})
