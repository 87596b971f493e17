// Next.js, with both of its bundlers: without any configuration, and with `withMonty()`.
import { versionOf } from './project.mjs'

const LAYOUT =
  'export default function Layout({ children }) { return <html><body>{children}</body></html> }'
const ROUTE = `import * as monty from 'monty-node'
import { failedChecks } from '../../checks.cjs'
export const dynamic = 'force-dynamic'
export const GET = async () => Response.json(await failedChecks(monty))`

/** Starts a server, requests the failed checks, and ends it. */
const ASK = `import { spawn } from 'node:child_process'
const [cwd, port, ...command] = process.argv.slice(2)
const env = { PATH: process.env.PATH, PORT: port, HOSTNAME: '127.0.0.1', NEXT_TELEMETRY_DISABLED: '1' }
const server = spawn(process.execPath, command, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
let answer
for (let tries = 0; answer === undefined && tries < 240; tries++) {
  await new Promise((resolve) => setTimeout(resolve, 500))
  const url = 'http://127.0.0.1:' + port + '/probe'
  answer = await fetch(url).then((response) => response.text(), () => undefined)
}
server.kill()
console.log(answer)
process.exit()`

function writeApp(project) {
  project.write('package.json', '{ "private": true }')
  project.write('app/layout.js', LAYOUT)
  project.write('app/probe/route.js', ROUTE)
  project.write('ask.mjs', ASK)
}

function configure(project, options) {
  const config = `import { withMonty } from 'monty-node/next'
export default withMonty(${options})`
  project.write('next.config.mjs', config)
}

const NEXT = 'node_modules/next/dist/bin/next'
const env = { NEXT_TELEMETRY_DISABLED: '1' }
const build = (project, bundler) =>
  project.run(process.execPath, [NEXT, 'build', `--${bundler}`], { env })
const ask = (project, port, cwd, command) =>
  project.probe(process.execPath, ['ask.mjs', cwd, String(port), ...command])

const packages = ['next', 'react', 'react-dom']

const plain = (bundler, port) => ({
  name: `Next, ${bundler}`,
  packages,
  note: '`next dev` and `next build`, without any configuration and with `withMonty()`',
  run: async (project) => {
    writeApp(project)
    await ask(project, port, '.', [NEXT, 'dev', `--${bundler}`, '--port', String(port)])
    await build(project, bundler)
    await ask(project, port + 1, '.', [NEXT, 'start', '--port', String(port + 1)])
    configure(project, '{}')
    await build(project, bundler)
    await ask(project, port + 2, '.', [NEXT, 'start', '--port', String(port + 2)])
    return versionOf(project, 'next')
  },
})

const standalone = (bundler, port) => ({
  name: `Next, ${bundler}, standalone`,
  packages,
  note: '`withMonty()`; run from a folder that has only what was traced',
  run: async (project) => {
    writeApp(project)
    configure(project, "{ output: 'standalone', outputFileTracingRoot: import.meta.dirname }")
    await build(project, bundler)
    const version = await versionOf(project, 'next')
    await project.run('mv', ['.next/standalone', 'alone'])
    await project.without('node_modules', () => ask(project, port, 'alone', ['server.js']))
    return version
  },
})

export const next = [
  plain('turbopack', 4173),
  plain('webpack', 4183),
  standalone('turbopack', 4193),
  standalone('webpack', 4203),
]
