// The size of the native addon, without its symbols where `strip` is at hand.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tell } from './tell.mjs'

const { load } = await import(`../contenders/${process.argv[2]}.mjs`)
const { Monty } = await load()
void new Monty('1')
const addon = Object.keys(createRequire(import.meta.url).cache).find((file) =>
  file.endsWith('.node'),
)
tell({ 'addon-size': strippedSize(addon) })

function strippedSize(file) {
  const folder = mkdtempSync(join(tmpdir(), 'monty-node-bench-'))
  const copy = join(folder, 'addon.node')
  copyFileSync(file, copy)
  spawnSync('strip', ['--strip-unneeded', copy])
  const { size } = statSync(copy)
  rmSync(folder, { recursive: true })
  return size
}
