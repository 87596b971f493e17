// Test runners, package managers and frameworks: what loads the package in its own way without bundling it.
import { hostTarget, packageName } from '../targets.mjs'

const versionOf = async (project, id) =>
  project.run(process.execPath, [
    '-p',
    `JSON.parse(fs.readFileSync(${JSON.stringify(project.path('node_modules', id, 'package.json'))})).version`,
  ])

const TEST = `test('what must work does', async () => {
  expect(await failedChecks(monty)).toEqual({})
}, 60_000)
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

const next = (bundler) => ({
  name: `Next, ${bundler}, standalone`,
  packages: ['next', 'react', 'react-dom'],
  note: '`withMonty()`; run from a folder that has only what was traced',
  run: async (project) => {
    project.write('package.json', '{ "private": true }')
    project.write(
      'next.config.mjs',
      `import { withMonty } from 'monty-node/next'
export default withMonty({ output: 'standalone', outputFileTracingRoot: import.meta.dirname })`,
    )
    project.write(
      'app/layout.js',
      'export default function Layout({ children }) { return <html><body>{children}</body></html> }',
    )
    project.write(
      'app/probe/route.js',
      `import * as monty from 'monty-node'
import { failedChecks } from '../../checks.cjs'
export const dynamic = 'force-dynamic'
export const GET = async () => Response.json(await failedChecks(monty))`,
    )
    await project.run(project.command('next'), ['build', `--${bundler}`], {
      env: { NEXT_TELEMETRY_DISABLED: '1' },
    })
    const version = await versionOf(project, 'next')
    project.write(
      'ask.mjs',
      `import { spawn } from 'node:child_process'
const env = { PATH: process.env.PATH, PORT: '4173', HOSTNAME: '127.0.0.1' }
const server = spawn(process.execPath, ['server.js'], { cwd: 'alone', env, stdio: ['ignore', 'pipe', 'inherit'] })
let answer
for (let tries = 0; answer === undefined && tries < 60; tries++) {
  await new Promise((resolve) => setTimeout(resolve, 500))
  answer = await fetch('http://127.0.0.1:4173/probe').then((response) => response.text(), () => undefined)
}
server.kill()
console.log(answer)`,
    )
    await project.run('mv', ['.next/standalone', 'alone'])
    await project.without('node_modules', () => project.probe(process.execPath, ['ask.mjs']))
    return version
  },
})

export const tools = [
  {
    name: 'Jest',
    packages: ['jest'],
    note: 'without flags',
    run: async (project) => {
      project.write('package.json', '{ "private": true }')
      const imports = `const monty = require('monty-node')
const { failedChecks } = require('./checks.cjs')
`
      project.write('probe.test.js', imports + TEST)
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
  next('turbopack'),
  next('webpack'),
]
