// Test runners, package managers and frameworks, which load the package in their own ways without
// bundling it.
import { hostTarget, packageName } from '../../lib/targets.mjs'
import { versionOf } from './project.mjs'

const YARN = 'tools/node_modules/@yarnpkg/cli-dist/bin/yarn.js'
const YARN_ENV = {
  YARN_NODE_LINKER: 'pnp',
  YARN_ENABLE_TELEMETRY: '0',
  YARN_ENABLE_GLOBAL_CACHE: '0',
  YARN_ENABLE_IMMUTABLE_INSTALLS: '0',
}

const TEST = `test('what must work does', async () => {
  expect(await failedChecks(monty)).toEqual({})
}, 60_000)
`

/**
 * Runs of many slices before, during and after fake timers, and while these are installed and
 * removed.
 */
const FAKE_TIMERS = `const LONG = 'n = 0\\nfor i in range(60000):\\n    n += i\\nn'
const go = (isolation) => Promise.all([
  new monty.Monty(LONG).runAsync({ isolation, timeoutMs: 60000 }),
  new monty.Monty('import time\\ntime.sleep(0.01)\\nawait f()').runAsync({ isolation, externalFunctions: { f: async () => 7 } }),
  new monty.MontyRuntime({ isolation }).execute('x = 3').value(),
])
const right = [1799970000, 7, 3]
for (const isolation of ['none', 'process'])
  for (const legacyFakeTimers of [false, true])
    test('fake timers, isolation ' + isolation + (legacyFakeTimers ? ', legacy' : ''), async () => {
      expect(await go(isolation)).toEqual(right)
      const across = go(isolation)
      jest.useFakeTimers({ legacyFakeTimers })
      expect(await across).toEqual(right)
      expect(await go(isolation)).toEqual(right)
      const begun = go(isolation)
      jest.useRealTimers()
      expect(await begun).toEqual(right)
      expect(await go(isolation)).toEqual(right)
    }, 60_000)
`

/** Classes stay the same for a test that has Jest load modules anew. */
const RESET = `beforeEach(() => jest.resetModules())
test('errors after resetModules()', async () => {
  expect(() => new monty.Monty('x: int = "one"').typeCheck()).toThrow(monty.MontyTypingError)
})
`

const vitest = (pool) => ({
  name: `Vitest, ${pool}`,
  packages: ['vitest'],
  run: async (project) => {
    const imports = `import * as monty from 'monty-node'
import { expect, test } from 'vitest'
import { failedChecks } from './checks.cjs'
`
    project.write('probe.test.mjs', imports + TEST)
    await project.run(project.command('vitest'), ['run', '--pool', pool])
    return versionOf(project, 'vitest')
  },
})

export const tools = [
  {
    name: 'Jest',
    note: 'without flags; also in jsdom, under fake timers, and after `resetModules()`',
    packages: ['jest', 'jest-environment-jsdom'],
    run: async (project) => {
      project.write('package.json', '{ "private": true }')
      const imports = `const monty = require('monty-node')
const { failedChecks } = require('./checks.cjs')
`
      project.write('probe.test.js', imports + TEST)
      project.write('fake.test.js', imports + FAKE_TIMERS)
      project.write('reset.test.js', imports + RESET + TEST)
      project.write('dom.test.js', `/** @jest-environment jsdom */\n${imports}${TEST}`)
      await project.run(project.command('jest'))
      return versionOf(project, 'jest')
    },
  },
  ...['forks', 'threads', 'vmForks', 'vmThreads'].map(vitest),
  {
    name: 'tsx',
    packages: ['tsx'],
    run: async (project) => {
      await project.probe(project.command('tsx'), ['probe.mjs'])
      await project.probe(project.command('tsx'), ['probe.cjs'])
      return versionOf(project, 'tsx')
    },
  },
  {
    name: 'pnpm',
    packages: [],
    note: 'and a bundle, which sees only the package itself',
    install: async (project, tarballs) => {
      const [own, binaries] = tarballs.map((path) => `file:${path}`)
      project.write(
        'package.json',
        JSON.stringify({
          private: true,
          type: 'module',
          dependencies: { 'monty-node': own },
          pnpm: {
            packageExtensions: {
              'monty-node': { dependencies: { [packageName(hostTarget())]: binaries } },
            },
          },
        }),
      )
      project.write(
        'pnpm-workspace.yaml',
        `packageExtensions:\n  monty-node:\n    dependencies:\n      ${packageName(hostTarget())}: ${binaries}\n`,
      )
      await project.run('npm', [
        'install',
        '--no-audit',
        '--no-fund',
        '--silent',
        '--prefix',
        'tools',
        'pnpm',
        'esbuild',
      ])
      await project.run('tools/node_modules/.bin/pnpm', ['install', '--silent'])
    },
    run: async (project) => {
      await project.probe(process.execPath, ['probe.mjs'])
      const args = [
        'probe.mjs',
        '--bundle',
        '--platform=node',
        '--format=esm',
        '--outfile=out/probe.mjs',
      ]
      await project.run('tools/node_modules/.bin/esbuild', args)
      await project.probe(process.execPath, ['out/probe.mjs'])
      return project.run('tools/node_modules/.bin/pnpm', ['--version'])
    },
  },
  {
    name: 'Yarn, Plug’n’Play',
    packages: [],
    install: async (project, tarballs) => {
      const [own, binaries] = tarballs.map((path) => `file:${path}`)
      const dependencies = { 'monty-node': own }
      const name = packageName(hostTarget())
      const resolutions = { [name]: binaries }
      // The optional dependency of a published package.
      const extension = `packageExtensions:\n  'monty-node@*':\n    dependencies:\n      ${name}: '*'\n`
      project.write('.yarnrc.yml', extension)
      const manifest = { private: true, type: 'module', dependencies, resolutions }
      project.write('package.json', JSON.stringify(manifest))
      project.write('yarn.lock', '')
      const install = ['install', '--no-audit', '--no-fund', '--silent', '--prefix', 'tools']
      await project.run('npm', [...install, '@yarnpkg/cli-dist'])
      await project.run(process.execPath, [YARN, 'install'], { env: YARN_ENV })
    },
    run: async (project) => {
      const options = { env: YARN_ENV }
      for (const probe of ['probe.mjs', 'probe.cjs'])
        await project.probe(process.execPath, [YARN, 'node', probe], options)
      return project.run(process.execPath, [YARN, '--version'], options)
    },
  },
]
