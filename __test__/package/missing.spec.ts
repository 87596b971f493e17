import { chmod, cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TARGETS } from '../../src/core/binaries/targets.js'
import {
  addonFile,
  hostTarget,
  packageDir,
  packagedFiles,
  packageName,
  targets,
} from '../../scripts/lib/targets.mjs'
import { EmptyProject } from './empty-project.js'
import { packRoot } from './tarballs.js'

const name = packageName(hostTarget())
let packed: string
let project: EmptyProject
const installed = (...path: string[]): string => join(project.folder, 'node_modules', ...path)

beforeAll(async () => {
  packed = await mkdtemp(join(tmpdir(), 'monty-node-packed-'))
  project = await EmptyProject.install(await packRoot(packed))
})
afterAll(async () => {
  await project[Symbol.asyncDispose]()
  await rm(packed, { recursive: true, force: true })
})
beforeEach(async () => {
  for (const target of targets)
    await rm(installed(packageName(target)), { recursive: true, force: true })
})

const failure = (message: RegExp): object => ({
  code: 'MONTY_NO_BINARY',
  message: expect.stringMatching(message),
})

/** A package of a platform as far as it came along. */
async function placePackage(id: string, files: Record<string, string> = {}): Promise<void> {
  await mkdir(installed(id), { recursive: true })
  for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
    await writeFile(installed(id, file), text)
  }
}

/** The target of this platform with the other C library, and what both are called. */
function otherLibrary(): { target: string; its: string; ours: string } {
  const isMusl = hostTarget().libc === 'musl'
  const target = hostTarget().name.replace(/gnu|musl/, isMusl ? 'gnu' : 'musl')
  return { target, its: isMusl ? 'glibc' : 'musl', ours: isMusl ? 'musl' : 'glibc' }
}

test('the targets are those that are built', () => {
  expect(TARGETS).toEqual(targets.map((target) => target.name))
})

describe('what is said when the binary is not there', () => {
  test('it is not installed', async () => {
    expect(await project.run('isolated.mjs')).toEqual(
      failure(
        new RegExp(
          `not installed, as with --omit=optional[^]*npm install ${name}@\\S+\\. Or have Python run in WebAssembly: await useWasm`,
        ),
      ),
    )
  })

  test('the modules are those of another platform', async () => {
    await placePackage('monty-node-win32-arm64-msvc')
    expect(await project.run('isolated.mjs')).toEqual(
      failure(
        new RegExp(
          `the binaries for win32-arm64-msvc, and this is ${hostTarget().name}[^]*lockfile`,
        ),
      ),
    )
  })

  test.runIf(process.platform === 'linux')('the modules are for the other C library', async () => {
    const { target, ours } = otherLibrary()
    await placePackage(`monty-node-${target}`)
    expect(await project.run('isolated.mjs')).toEqual(
      failure(new RegExp(`binaries for ${target}[^]*The C library here is ${ours}`)),
    )
  })

  test('the package is there, but a tool left its files out', async () => {
    await placePackage(name)
    expect(await project.run('no-binary.mjs')).toMatchObject(
      failure(new RegExp(`${addonFile(hostTarget())} is missing in .*${name}[^]*withMonty`)),
    )
  })

  test('the file is no library', async () => {
    await placePackage(name, { [addonFile(hostTarget())]: 'text' })
    expect(await project.run('no-binary.mjs')).toMatchObject(failure(/cannot be loaded: /))
  })

  test('the package is of another version', async () => {
    const manifest = JSON.stringify({ name, version: '0.0.1' })
    await placePackage(name, { 'package.json': manifest })
    for (const file of packagedFiles(hostTarget()))
      await symlink(join(packageDir(hostTarget()), file), installed(name, file))
    const refused = failure(
      new RegExp(
        `${name} in .* is of version 0\\.0\\.1, and monty-node of version (\\S+): npm install ${name}@\\1`,
      ),
    )
    expect(await project.run('no-binary.mjs')).toMatchObject(refused)
    expect(await project.run('isolated.mjs')).toEqual(refused)
    const env = { MONTY_NODE_BINARY: installed(name) }
    expect(await project.run('isolated.mjs', env)).toEqual(refused)
  })

  test.runIf(process.platform === 'linux')(
    'MONTY_NODE_BINARY names what is for the other C library',
    async () => {
      const { target, its, ours } = otherLibrary()
      await placePackage(name, { [`monty-node.${target}.node`]: 'text' })
      const env = { MONTY_NODE_BINARY: installed(name) }
      expect(await project.run('isolated.mjs', env)).toEqual(
        failure(
          new RegExp(
            `${target}\\.node, which MONTY_NODE_BINARY names, .* here is ${ours}[^]* for ${its}`,
          ),
        ),
      )
    },
  )

  test.skipIf(process.platform === 'win32')('the worker program lost its mode', async () => {
    const folder = join(project.folder, 'modes')
    await cp(packageDir(hostTarget()), folder, { recursive: true })
    await chmod(join(folder, 'monty-worker'), 0o644)
    expect(await project.run('isolated.mjs', { MONTY_NODE_BINARY: folder })).toEqual({
      code: 'MONTY_CRASHED',
      message: expect.stringMatching(/could not be started: .*monty-worker EACCES.*not executable/),
    })
  })

  test('MONTY_NODE_BINARY names nothing', async () => {
    const nothing = join(project.folder, 'nothing.node')
    expect(await project.run('no-binary.mjs', { MONTY_NODE_BINARY: nothing })).toMatchObject(
      failure(/^MONTY_NODE_BINARY names .*nothing\.node, which is not there/),
    )
  })
})

test('a Node that is too old is told so, by the command line too', async () => {
  await writeFile(join(project.folder, 'older.cjs'), 'process.getBuiltinModule = undefined')
  const env = { NODE_OPTIONS: '--require ./older.cjs' }
  const needed = `monty-node needs Node 20.19 or newer, and this is Node ${process.versions.node}`
  for (const program of [
    'no-binary.mjs',
    'require.cjs',
    'node_modules/monty-node/dist/cli/main.js',
  ])
    await expect(project.run(program, env)).rejects.toThrow(needed)
})

describe.each(['esm', 'cjs'] as const)('in a bundle that is %s', (format) => {
  let deployed: string
  let program: string
  beforeAll(async () => {
    deployed = await mkdtemp(join(tmpdir(), 'monty-node-deployed-'))
    const bundle = await rolldown({
      input: join(project.folder, 'isolated.mjs'),
      platform: 'node',
      cwd: project.folder,
    })
    program = join(deployed, `main.${format === 'esm' ? 'mjs' : 'cjs'}`)
    await bundle.write({ file: program, format })
    await bundle.close()
  })
  afterAll(() => rm(deployed, { recursive: true, force: true }))

  test('says so, where it was moved away from the binaries', async () => {
    expect(await project.run(program)).toEqual(
      failure(/near .*main\..js, into which monty-node was bundled[^]*external: \['monty-node'\]/),
    )
  })

  test('runs Python from a folder that MONTY_NODE_BINARY names', async () => {
    const env = { MONTY_NODE_BINARY: packageDir(hostTarget()) }
    expect(await project.run(program, env)).toEqual({ value: 42 })
  })

  test('runs Python from a package in a node_modules folder above', async () => {
    const folder = join(deployed, 'node_modules', name)
    await cp(packageDir(hostTarget()), folder, { recursive: true })
    expect(await project.run(program)).toEqual({ value: 42 })
    await rm(join(deployed, 'node_modules'), { recursive: true })
  })

  test('runs Python from files beside it', async () => {
    await cp(packageDir(hostTarget()), deployed, { recursive: true })
    expect(await project.run(program)).toEqual({ value: 42 })
  })
})

test('useBinaries() says where the files are, until they are in use', async () => {
  const folders = [packageDir(hostTarget()), join(project.folder, 'nowhere')]
  expect(await project.run('use-binaries.mjs', { FOLDERS: JSON.stringify(folders) })).toEqual({
    missing: 'MONTY_NO_BINARY',
    value: 42,
    again: 'taken',
    late: 'MONTY_USAGE',
  })
})

test("runs Python from an Electron archive's unpacked files", async () => {
  const archive = join(project.folder, 'app.asar')
  await mkdir(join(archive, 'node_modules'), { recursive: true })
  await cp(join(project.folder, 'isolated.mjs'), join(archive, 'isolated.mjs'))
  await cp(installed('monty-node'), join(archive, 'node_modules', 'monty-node'), {
    recursive: true,
  })
  // Electron shows files of the archive that no process can be started from.
  const shown = join(archive, 'node_modules', name)
  await cp(packageDir(hostTarget()), shown, { recursive: true })
  const unpacked = join(`${archive}.unpacked`, 'node_modules', name)
  await mkdir(join(unpacked, '..'), { recursive: true })
  await rename(shown, unpacked)
  await mkdir(shown)
  await cp(join(unpacked, 'package.json'), join(shown, 'package.json'))
  expect(await project.run('app.asar/isolated.mjs')).toEqual({ value: 42 })
})
