// The platforms of the WebAssembly module: each runtime from npm, and Debian's Chromium. No native
// package is installed there. `__test__/wasm/suite` is run.
import { copyFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename, extname, join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { root } from '../../lib/paths.mjs'
import { wasmChecker, wasmFile } from '../../lib/targets.mjs'
import { CannotBeTried, versionOf } from './project.mjs'
import { wasmCases } from './wasm-cases.mjs'
import { failedNatively } from './wasm-native.mjs'

const { build } = createRequire(import.meta.url)('esbuild')

let cases
/** Bundles the suite and its cases, with the library unless the runtime resolves it itself. */
async function prepare(project, entry, options) {
  cases ??= JSON.stringify(await wasmCases())
  project.write('cases.json', cases)
  project.write(`entry.mjs`, entry)
  await build({
    entryPoints: [project.path('entry.mjs')],
    outfile: project.path('suite.mjs'),
    bundle: true,
    format: 'esm',
    logLevel: 'warning',
    alias: {
      'monty-node': 'monty-node/wasm',
      suite: join(root, '__test__', 'wasm', 'suite', 'suite.ts'),
    },
    tsconfigRaw: '{}',
    nodePaths: [project.path('node_modules')],
    ...options,
  })
}

/** The note of a row, from the results of the suite. */
async function noteOf(results) {
  const failed = [...results.failed, ...(await failedNatively(results.snapshots))]
  if (failed.length > 0) throw new Error(failed.join('\n').slice(0, 2_000))
  const counts = Object.entries(results.counts).map(([kind, count]) => `${kind} ${count}`)
  return `${counts.join(', ')}, and back`
}

const SERVER = `import { readFileSync, writeFileSync } from 'node:fs'
import { useWasm } from 'monty-node'
import { runSuite } from 'suite'
await useWasm()
const cases = JSON.parse(readFileSync('cases.json', 'utf8'))
writeFileSync('results.json', JSON.stringify(await runSuite(cases, { threads: true })))
process.exit(0)
`

const server = (name, packages, command) => ({
  name,
  packages,
  async run(project) {
    await prepare(project, SERVER, {
      platform: 'node',
      external: ['monty-node', 'monty-node/*'],
      alias: { suite: join(root, '__test__', 'wasm', 'suite', 'suite.ts') },
    })
    // Unbundled imports are resolved to the package's entry for WebAssembly.
    const text = readFileSync(project.path('suite.mjs'), 'utf8')
    project.write('suite.mjs', text.replaceAll('from "monty-node"', 'from "monty-node/wasm"'))
    const [file, ...args] = command(project)
    await project.run(file, [...args, 'suite.mjs'])
    const results = readFileSync(project.path('results.json'), 'utf8')
    const version = await project.run(file, ['--version'])
    return {
      version: /\d+\.\d+\.\d+/.exec(version)?.[0],
      note: await noteOf(JSON.parse(results)),
    }
  },
})

const PAGE = `import * as library from 'monty-node'
import { runSuite } from 'suite'
globalThis.ready = (async () => {
  await library.useWasm('/monty-node.wasm')
  const cases = await (await fetch('/cases.json')).json()
  return (options) => runSuite(cases, options)
})()
`

const chromium = {
  name: 'Chromium',
  packages: [],
  async run(project) {
    const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => {
      try {
        return readFileSync(path).length > 0
      } catch {
        return false
      }
    })
    if (executablePath === undefined) throw new CannotBeTried('there is no Chromium here')
    await prepare(project, PAGE, { platform: 'browser' })
    project.write('index.html', '<script type="module" src="suite.mjs"></script>')
    for (const file of [wasmFile, wasmChecker]) copyFileSync(file, project.path(basename(file)))
    const { address, close } = await served(project)
    const playwright = createRequire(import.meta.url)('playwright-core')
    const browser = await playwright.chromium.launch({ executablePath, args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage()
      await page.goto(address)
      const results = await page.evaluate(async () => (await globalThis.ready)({ threads: true }))
      return { version: browser.version(), note: await noteOf(results) }
    } finally {
      await browser.close()
      close()
    }
  },
}

const TYPES = {
  '.html': 'text/html',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

async function served(project) {
  const http = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname
    const file = project.path(path === '/' ? 'index.html' : path)
    try {
      const body = readFileSync(file)
      response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return { address: `http://127.0.0.1:${http.address().port}/`, close: () => http.close() }
}

const EDGE = `import engine from './monty-node.wasm'
import cases from './cases.json'
import { useWasm } from 'monty-node'
import { runSuite } from 'suite'
export default {
  async fetch() {
    try {
      await useWasm(engine)
      return Response.json(await runSuite(cases, { threads: false }))
    } catch (error) {
      return new Response(String(error.stack), { status: 500 })
    }
  },
}
`

const workerd = {
  name: 'workerd (Cloudflare)',
  packages: ['workerd'],
  async run(project) {
    await prepare(project, EDGE, {
      platform: 'neutral',
      conditions: ['workerd', 'browser'],
      external: ['./monty-node.wasm', './cases.json'],
    })
    copyFileSync(wasmFile, project.path('monty-node.wasm'))
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    project.write('config.capnp', configOf(port))
    const process = spawn(project.command('workerd'), ['serve', project.path('config.capnp')], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    try {
      const response = await answerFrom(`http://127.0.0.1:${port}/`)
      const text = await response.text()
      if (!response.ok) throw new Error(text)
      return { version: await versionOf(project, 'workerd'), note: await noteOf(JSON.parse(text)) }
    } finally {
      process.kill('SIGKILL')
    }
  },
}

const configOf = (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      (name = "suite.mjs", esModule = embed "suite.mjs"),
      (name = "monty-node.wasm", wasm = embed "monty-node.wasm"),
      (name = "cases.json", json = embed "cases.json"),
    ],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`

/** Retries while the server starts. */
async function answerFrom(address) {
  for (let left = 50; ; left--) {
    try {
      return await fetch(address)
    } catch (error) {
      if (left === 0 || error.cause?.code !== 'ECONNREFUSED') throw error
      await new Promise((resolve) => {
        setTimeout(resolve, 200)
      })
    }
  }
}

const nodes = ['20.19', '22', '24', '26'].map((version) =>
  server(`Node ${version}`, [`node@${version}`], (project) => [
    project.path('node_modules', 'node', 'bin', 'node'),
  ]),
)

/** Rows of the table, like those of `runtimes.mjs`. */
export const wasmRuntimes = [
  ...nodes,
  server('Bun', ['bun'], (project) => [project.command('bun')]),
  server('Deno', ['deno'], (project) => [project.command('deno'), 'run', '-A']),
  chromium,
  workerd,
]
