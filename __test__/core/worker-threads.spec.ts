import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const directory = fileURLToPath(new URL('.', import.meta.url))

/** Runs a script whose main thread never loads the addon, with threads that do. */
async function threads(body: string, rounds: number): Promise<string> {
  const script = `
    import { Worker } from 'node:worker_threads'
    import { execFileSync } from 'node:child_process'
    const body = \`
      import { tsImport } from 'tsx/esm/api'
      import { parentPort } from 'node:worker_threads'
      const { Monty } = await tsImport('../../src/index.ts', ${JSON.stringify(import.meta.url)})
      ${body}\`
    for (let round = 0; round < ${rounds}; round++) {
      const worker = new Worker(body, { eval: true, execArgv: ['--input-type=module'] })
      console.log(await new Promise((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
      }))
      await worker.terminate()
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
    const list = execFileSync('ps', ['-A', '-o', 'ppid=,stat=,comm='], { encoding: 'utf8' })
    const left = list.split('\\n').map((line) => line.trim().split(/\\s+/))
      .filter(([parent, state]) => Number(parent) === process.pid && !state.startsWith('Z'))
    console.log('left:', left.filter(([, , command]) => command.includes('monty')).length)
  `
  const args = ['--input-type=module', '--eval', script]
  const { stdout } = await run(process.execPath, args, { cwd: directory, timeout: 60_000 })
  return stdout
}

test('threads that load the addon come and go, also when the main thread never did', async () => {
  const body = `
    const result = await new Monty('sum(range(1000))').runAsync()
    new Monty('while True: pass').runAsync().catch(() => {})
    setTimeout(() => parentPort.postMessage(result), 20)`
  expect(await threads(body, 5)).toBe('499500\n'.repeat(5) + 'left: 0\n')
})

test('worker processes end with the thread whose they are', async () => {
  const body = `
    const isolation = 'process'
    const result = await new Monty('sum(range(1000))').runAsync({ isolation })
    new Monty('while True: pass').runAsync({ isolation, limits: { maxDurationMs: 60_000 } }).catch(() => {})
    setTimeout(() => parentPort.postMessage(result), 20)`
  expect(await threads(body, 3)).toBe('499500\n'.repeat(3) + 'left: 0\n')
})

test('the type checker outlives the thread that loaded it', async () => {
  const body = `
    let found = 'nothing'
    try {
      new Monty('"text".nothing', { typeCheck: true })
    } catch (error) {
      found = error.name
    }
    parentPort.postMessage(found)`
  expect(await threads(body, 4)).toBe('MontyTypingError\n'.repeat(4) + 'left: 0\n')
})
