import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FunctionSnapshot, Monty, MontySession } from 'monty-node'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wasmChecker, wasmFile } from '../../scripts/lib/targets.mjs'
import { wasmState } from '../../scripts/build/wasm-state.mjs'
import { atEnd, atFunction } from '../support/paused.js'
import { chromiumPath, launch, open } from './browser.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const key = 'a key that both of them have'
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}

/** What the page has of the library, once `smoke.js` was loaded. */
const SMOKE = `import * as library from 'monty-node/wasm'
await library.useWasm('/monty-node.wasm')
globalThis.library = library
globalThis.base64 = (bytes) => btoa(String.fromCharCode(...bytes))
globalThis.bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0))
`

describe.skipIf(chromiumPath === undefined || wasmState() !== 'fresh')(
  'WebAssembly in Chromium',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'monty-node-page-'))
    let browser: Browser
    let server: Server
    let page: Page
    let complaints: string[]
    let address: string

    beforeAll(async () => {
      cpSync(join(root, 'examples', 'browser'), folder, { recursive: true })
      writeFileSync(join(folder, 'smoke.js'), SMOKE)
      mkdirSync(join(folder, 'public'))
      mkdirSync(join(folder, 'node_modules'))
      symlinkSync(root, join(folder, 'node_modules', 'monty-node'))
      for (const file of [wasmFile, wasmChecker]) {
        copyFileSync(file, join(folder, 'public', basename(file)))
      }
      // Neither has any configuration.
      const bundled = ['--bundle', '--format=esm', '--outdir=esbuild', '--log-level=warning']
      run('esbuild', ['main.js', 'smoke.js', ...bundled])
      copyFileSync(join(folder, 'index.html'), join(folder, 'esbuild', 'index.html'))
      writeFileSync(
        join(folder, 'esbuild', 'smoke.html'),
        '<script type="module" src="smoke.js"></script>',
      )
      run('vite', ['build', '--outDir', 'vite', '--logLevel', 'warn', '--base', './'])
      server = createServer((request, response) => {
        const path = new URL(request.url!, 'http://x').pathname
        const isModule = path.endsWith('.wasm')
        const file = join(folder, isModule ? join('public', basename(path)) : path)
        response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain')
        try {
          response.end(readFileSync(file))
        } catch {
          response.writeHead(404).end()
        }
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      browser = await launch()
      ;({ page, complaints } = await open(browser, { width: 1_280, colorScheme: 'light' }))
    })

    afterAll(async () => {
      await browser?.close()
      server?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    function run(tool: string, args: string[]): void {
      execFileSync(join(root, 'node_modules', '.bin', tool), args, {
        cwd: folder,
        stdio: 'inherit',
      })
    }

    /** Evaluates in the page, where `library` is. */
    const inPage = <T>(code: string): Promise<T> => page.evaluate<T>(`(async () => { ${code} })()`)

    test.each(['esbuild', 'vite'])('the example, bundled by %s', async (bundler) => {
      await page.goto(`${address}/${bundler}/index.html`)
      await page.waitForSelector('#status:text("ready")')
      await page.click('#run')
      await page.waitForSelector('#status:text("ok")')
      expect(await page.innerText('#output')).toMatch(/primes: \[2, 3, 5.*\n→ 328$/s)
      expect(await page.title()).toBe('15 primes')
      // A program without an end leaves the page alive, and is ended at once.
      await page.fill('#code', 'while True: pass')
      await page.click('#run')
      await page.waitForSelector('#status:text("running")')
      await page.click('#stop')
      await page.waitForSelector('#status:text("cancelled")', { timeout: 3_000 })
      expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
    })

    test('a playground that was exported needs no server but one for files', async () => {
      const main = join(root, 'dist', 'cli', 'main.js')
      execFileSync(process.execPath, [main, 'play', '--export', join(folder, 'play')])
      complaints.length = 0
      await page.goto(`${address}/play/index.html`)
      await page.click('#run')
      await page.waitForSelector('#status:text("ok")')
      expect(await page.innerText('#output')).toContain('"warmest":"')
      expect(await page.innerText('#events')).toContain('→ forecast(')
      const report = await page.waitForSelector('#report:not([hidden])')
      const frame = await report.contentFrame()
      await frame!.waitForSelector('text=forecast')
      await page.selectOption('#examples', 'What the type checker finds')
      await page.waitForSelector('#findings:text-matches("^[1-9]")')
      await page.selectOption('#examples', 'A limit')
      await page.click('#run')
      await page.waitForSelector('#status:text("running")')
      await page.click('#stop')
      await page.waitForSelector('#status:text("stopped")', { timeout: 3_000 })
      expect(complaints).toEqual([])
    })

    test('types are checked, in a worker and in place', async () => {
      await page.goto(`${address}/esbuild/index.html`)
      await page.waitForSelector('#status:text("ready")')
      await page.fill('#code', 'await title(5 + "a")')
      await page.click('#run')
      await page.waitForSelector('#status:text("type")')
      expect(await page.innerText('#output')).toContain('unsupported-operator')
      await page.goto(`${address}/esbuild/smoke.html`)
      await page.waitForFunction('globalThis.library')
      const code = `try { await library.Monty.create('x: int = "a"', { typeCheck: true }) }
      catch (error) { return error.diagnostics.map(({ code, line }) => [code, line]) }`
      expect(await inPage(code)).toEqual([['invalid-assignment', 1]])
    })

    test('runs in place, and its limits end it', async () => {
      await page.goto(`${address}/esbuild/smoke.html`)
      await page.waitForFunction('globalThis.library')
      expect(await inPage('return new library.Monty("6 * 7").run()')).toBe(42)
      const code = `try { new library.Monty('while True: pass').run({ limits: { maxDurationMs: 100 } }) }
      catch (error) { return [error.code, error instanceof library.MontyLimitError, error.limit] }`
      expect(await inPage(code)).toEqual(['MONTY_LIMIT', true, 'duration'])
      const values = `return JSON.stringify(new library.Monty('[b"ab", 2 ** 70, {"k": (1, None)}, "é"]').run(), (_, value) =>
      typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value] : value)`
      expect(await inPage(values)).toContain(String(2n ** 70n))
    })

    test('asynchronous runs wait for an instance in place, however many begin at once', async () => {
      const code = `
      const waiting = []
      const f = (n) => new Promise((resolve) => waiting.push(() => resolve(n)))
      const monty = new library.Monty('await f(n) * 2', { inputs: ['n'] })
      const ending = new AbortController()
      const run = (n) =>
        monty.runAsync({ inputs: { n }, externalFunctions: { f }, signal: n === 19 ? ending.signal : undefined })
      const runs = Array.from({ length: 20 }, (_, n) => run(n).catch((error) => error.code))
      ending.abort()
      while (waiting.length < 19) await new Promise((resolve) => setTimeout(resolve, 5))
      for (const go of waiting) go()
      return Promise.all(runs)`
      const doubled = Array.from({ length: 19 }, (_, n) => n * 2)
      expect(await inPage(code)).toEqual([...doubled, 'MONTY_ABORTED'])
    })

    test('a run that was put away natively goes on there, and back', async () => {
      const native = atFunction(new Monty('x = [1]\nx + [f(), g()]').start())
      const there = await inPage<string>(`
      const key = ${JSON.stringify(key)}
      const paused = library.FunctionSnapshot.load(bytes(${JSON.stringify(native.dump({ key }).toString('base64'))}), { key })
      return base64(paused.resume({ returnValue: 2 }).dump({ key }))`)
      const back = FunctionSnapshot.load(Buffer.from(there, 'base64'), { key })
      expect(atEnd(back.resume({ returnValue: 3 })).output).toEqual([1, 2, 3])
    })

    test('so does a session', async () => {
      const session = new MontySession()
      session.feed('x = {(1, "a"): 2}')
      const there = await inPage<string>(`
      const key = ${JSON.stringify(key)}
      const session = library.MontySession.load(bytes(${JSON.stringify(session.dump({ key }).toString('base64'))}), { key })
      session.feed('x[(1, "a")] += 1')
      return base64(session.dump({ key }))`)
      const back = MontySession.load(Buffer.from(there, 'base64'), { key })
      expect(back.feed('x[(1, "a")]')).toBe(3)
    })

    test('encrypted snapshots are refused by name', async () => {
      const code = `try { new library.Monty('f()').start().dump({ encrypt: true, key: ${JSON.stringify(key)} }) }
      catch (error) { return error.message }`
      expect(await inPage(code)).toContain('encrypted snapshots are not there in a browser')
    })
  },
)
