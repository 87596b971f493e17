import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkerFile, hostTarget, packagedFiles, packageName } from '../../scripts/lib/targets.mjs'
import { EmptyProject } from './empty-project.js'
import { packPlatform, packRoot, rootManifest, type Tarball } from './tarballs.js'

let folder: string
let rootTarball: Tarball
let platformTarball: Tarball

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'monty-node-packed-'))
  rootTarball = await packRoot(folder)
  platformTarball = await packPlatform(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('what is packed', () => {
  test('the root package holds compiled code and documents only', () => {
    const expected =
      /^(dist\/.+\.(js|d\.ts|d\.ts\.map|d\.cts)|dist\/cjs\/package\.json|dist\/cli\/LICENSES\.txt|README\.md|LICENSE|package\.json)$/
    expect(rootTarball.files.filter((file) => !expected.test(file))).toEqual([])
    expect(rootTarball.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE']))
  })

  test('every file that the exports name is in it', () => {
    const named = Object.values(rootManifest().exports)
      .flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))
      .flatMap((face) => (typeof face === 'string' ? [face] : Object.values(face)))
      .map((file) => file.replace(/^\.\//, ''))
    expect(rootTarball.files).toEqual(expect.arrayContaining(named))
  })

  test('types of internals that no entry leads to are not in it', () => {
    const types = rootTarball.files.filter((file) => file.endsWith('.d.ts'))
    expect(types).toContain('dist/cjs/monty/options.d.ts')
    expect(types).not.toContain('dist/cjs/core/drive/async-drive.d.ts')
  })

  test('the platform package holds the addon, the worker and the type checker', () => {
    const expected = [...packagedFiles(hostTarget()), 'index.js', 'package.json', 'README.md']
    expect(new Set(platformTarball.files)).toEqual(new Set(expected))
  })
})

describe('installed with its platform package, and no toolchain', () => {
  let project: EmptyProject
  beforeAll(async () => {
    project = await EmptyProject.install(rootTarball, platformTarball)
  })
  afterAll(() => project[Symbol.asyncDispose]())

  test('runs Python from an ES module', async () => {
    expect(await project.run('esm.mjs')).toEqual({ run: 42, runAsync: 4, compat: 42 })
  })

  test('runs Python from CommonJS', async () => {
    expect(await project.run('require.cjs')).toEqual({ run: 42, runAsync: 4 })
  })

  test('loads its parts when they are needed', async () => {
    expect(await project.run('loaded.cjs')).toEqual({
      atOnce: ['index.js', 'body.js'],
      byRun: ['engine.js'],
      byCheck: ['later.js'],
      error: 'MontyTypingError',
      byRuntime: expect.arrayContaining(['runtime.js', 'isolation.js']),
    })
  })

  test('is one package also when the cache of modules is cleared', async () => {
    expect(await project.run('cleared.cjs')).toEqual({
      run: true,
      check: true,
      runtime: 42,
      failing: true,
    })
  })

  test('runs after there was no stack left to load its parts', async () => {
    expect(await project.run('deep.cjs')).toEqual({ wasRefused: true, value: 42 })
  })

  test('is one package, however it is loaded', async () => {
    const entry = (names: number) => ({
      names,
      missing: [],
      differentClasses: [],
      misnamedClasses: [],
    })
    expect(await project.run('two-faces.cjs')).toEqual({
      found: {
        'monty-node': entry(expect.any(Number) as number),
        'monty-node/compat': entry(11),
        'monty-node/mcp': entry(4),
        'monty-node/opentelemetry': entry(2),
      },
      isOne: true,
      isPaused: true,
    })
  })

  test('is a command', async () => {
    expect(await project.run('command.mjs')).toEqual({
      isLinked: true,
      value: '42',
      types: [],
      works: ['interpreter: works', 'worker processes: works', 'type checker: works'],
    })
  })

  test('has every command that its help names', { timeout: 120_000 }, async () => {
    expect(await project.run('commands.mjs')).toEqual({})
  })

  test('runs Python in a worker thread and in the main thread beside it', async () => {
    expect(await project.run('worker.mjs')).toEqual({ inWorker: 42, inMain: 2 })
  })

  test('checks the types of Python here and in a worker process', async () => {
    expect(await project.run('checker.mjs')).toEqual({
      run: 2,
      inProcess: 'invalid-assignment',
      isolated: 'invalid-assignment',
    })
  })

  test('uses tools of MCP servers without a package to make servers with', async () => {
    expect(await project.run('mcp.mjs')).toEqual({
      value: '3',
      message:
        'pythonServer needs the package @modelcontextprotocol/server: npm install @modelcontextprotocol/server',
    })
  })

  test('configures Next to leave it out of bundles and to take its files along', async () => {
    const files = `node_modules/${packageName(hostTarget())}/*`
    const plain = {
      output: 'standalone',
      serverExternalPackages: ['pg', 'monty-node'],
      outputFileTracingIncludes: { '/*': ['data/*', files], '/api': ['more/*'] },
    }
    expect(await project.run('next.mjs')).toEqual({
      plain,
      again: plain,
      called: {
        env: { phase: 'build' },
        serverExternalPackages: ['monty-node'],
        outputFileTracingIncludes: { '/*': [files] },
      },
      above: [`../../${files}`],
      refused: 'MontyUsageError',
    })
  })

  test('type-checks as Node resolves modules', { timeout: 60_000 }, async () => {
    expect(await project.typeCheck('--module', 'nodenext')).toBe('')
  })

  test('type-checks as bundlers resolve modules', { timeout: 60_000 }, async () => {
    const flags = ['--module', 'esnext', '--moduleResolution', 'bundler']
    expect(await project.typeCheck(...flags)).toBe('')
  })

  test(
    'type-checks in a CommonJS module, also before such modules could require others',
    { timeout: 60_000 },
    async () => {
      expect(await project.typeCheck('--module', 'node16', 'types.cts')).toBe('')
    },
  )
})

describe('installed without the type checker', () => {
  test('runs Python, and says what is missing when types are to be checked', async () => {
    await using project = await EmptyProject.install(rootTarball, platformTarball)
    const checker = checkerFile(hostTarget())
    await project.remove(packageName(hostTarget()), checker)
    const missing = {
      code: 'MONTY_NO_BINARY',
      message: expect.stringContaining(
        `type checking cannot be used here, as ${checker} is missing`,
      ),
    }
    expect(await project.run('checker.mjs')).toEqual({
      run: 2,
      inProcess: missing,
      isolated: missing,
    })
  })
})

describe('installed without its platform package', () => {
  test('can be imported, and says at first use what is missing and how to get it', async () => {
    const project = await EmptyProject.install(rootTarball)
    try {
      expect(await project.run('no-binary.mjs')).toEqual({
        isMontyError: true,
        isUsageError: true,
        code: 'MONTY_NO_BINARY',
        message: expect.stringMatching(
          new RegExp(
            `${process.platform}-${process.arch}[^]*npm install ${packageName(hostTarget())}`,
          ),
        ),
      })
    } finally {
      await project[Symbol.asyncDispose]()
    }
  })
})
