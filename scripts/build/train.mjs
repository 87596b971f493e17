// Training work for a guided release: starts, host calls, values in both directions, plain Python.
// Runs the built dist with the addon in MONTY_NODE_BINARY.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Monty, MontySession, PausedRun, runMontyAsync } from '../../dist/index.js'
import { root } from '../lib/paths.mjs'

const programs = join(root, 'bench', 'programs')
const rows = Array.from({ length: 2_000 }, (_, id) => ({
  id,
  name: `name${id}`,
  tags: ['a', 'b', 'c'],
  v: id / 3,
}))

function repeat(times, work) {
  for (let index = 0; index < times; index++) work(index)
}

function values() {
  const echo = new Monty('x', { inputs: ['x'] })
  const mixed = [1, -1.5, 2n ** 70n, 'text', 'é', null, true, new Map([[1, 2]]), new Set([3])]
  repeat(40, () => echo.run({ inputs: { x: rows } }))
  repeat(2_000, () => echo.run({ inputs: { x: mixed } }))
  repeat(20, () => echo.run({ inputs: { x: 'x'.repeat(100_000) } }))
  const build = new Monty('[{"id": i, "name": f"n{i}", "v": i / 3} for i in range(2000)]')
  repeat(40, () => build.run())
}

function starts() {
  repeat(20_000, () => new Monty('1+1').run())
  const compiled = new Monty('1+1')
  repeat(50_000, () => compiled.run())
  repeat(2_000, () => {
    const session = new MontySession()
    session.feed('x = 41')
    session.feed('x + 1')
    session.dispose()
  })
}

const counting = 'total = 0\nfor i in range(900):\n    total += f(i)\ntotal'
const awaiting =
  'async def main():\n    total = 0\n    for i in range(900):\n        total += await f(i)\n    return total\nawait main()'
const gathering = 'import asyncio\nsum(await asyncio.gather(*[f(i) for i in range(100)]))'

async function calls() {
  const loop = new Monty(counting)
  repeat(60, () => loop.run({ externalFunctions: { f: (i) => i + 1 } }))
  repeat(20, () => {
    let progress = loop.start()
    while (progress instanceof PausedRun) progress = progress.resume({ returnValue: 1 })
  })
  const externalFunctions = { f: async (i) => i + 1 }
  for (const code of [awaiting, gathering]) {
    const monty = new Monty(code)
    for (let round = 0; round < 40; round++) await runMontyAsync(monty, { externalFunctions })
  }
}

function snapshots() {
  const paused = new Monty('rows = [{"n": i} for i in range(50)]\nf(rows)\nlen(rows)').start()
  repeat(500, () => PausedRun.load(paused.dump()))
}

function python() {
  for (const file of readdirSync(programs).filter((name) => name.endsWith('.py'))) {
    const code = readFileSync(join(programs, file), 'utf8')
    // Programs that need a host fail here; the calls above train that.
    const monty = new Monty(code)
    repeat(3, () => {
      try {
        monty.run({ limits: { maxDurationMs: 3_000 } })
      } catch {
        monty.repr()
      }
    })
  }
}

/** Each program gets a different comment, as results of checks are cached. */
function types() {
  const typeStubs = 'async def f(i: int) -> int: ...\n'
  const all = readdirSync(programs).filter((name) => name.endsWith('.py'))
  for (const file of all) {
    const code = readFileSync(join(programs, file), 'utf8')
    repeat(20, (index) => {
      try {
        new Monty(`${code}\n# ${index}`).typeCheck(typeStubs)
      } catch (error) {
        error.displayDiagnostics()
      }
    })
  }
}

starts()
values()
await calls()
snapshots()
python()
types()
console.log('Trained')
