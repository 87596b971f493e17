// Compares a module of ours with CPython's: calls of its functions with generated arguments, the same in both.
//
//   npm run differential -- statistics heapq          each with the seeds 1 to 5
//   npm run differential -- --seeds 20 string         more of them
//   npm run differential -- --expect statistics       writes a slice as a test, with what CPython says
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const generators = path.join(root, 'crates/monty-lowering/differential')
const programs = path.join(root, 'crates/monty-lowering/tests/programs')
const { values, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '5' }, expect: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const known = readdirSync(generators)
  .filter((name) => name.endsWith('.py') && !name.startsWith('_'))
  .map((name) => name.slice(0, -3))
const modules = positionals.length > 0 ? positionals : known

/** A program that calls a module's functions, as its generator writes it. */
function program(module, seed, count) {
  return execFileSync('python3', [path.join(generators, '_program.py'), module, seed, count], {
    encoding: 'utf8',
  })
}

function lowered(...args) {
  const built = process.env['LOWERED']
  const [command, ...before] = built
    ? [built]
    : [
        'node',
        'scripts/lib/cargo.mjs',
        'run',
        '-q',
        '--profile',
        'optimised',
        '-p',
        'monty-lowering',
        '--example',
        'lowered',
        '--',
      ]
  return spawnSync(command, [...before, ...args], { cwd: root, encoding: 'utf8' })
}

const folder = path.join(tmpdir(), 'monty-differential')
mkdirSync(folder, { recursive: true })
let failed = false
for (const module of modules) {
  if (!known.includes(module)) {
    console.error(`there is no generator for ${module}: ${known.join(', ')}`)
    process.exitCode = 1
    continue
  }
  if (values.expect) {
    const file = path.join(programs, `module_${module.replaceAll('.', '_')}.py`)
    writeFileSync(file, program(module, '0', '60'))
    lowered('expect', file)
    console.log(`wrote ${path.relative(root, file)}`)
    continue
  }
  const files = Array.from({ length: Number(values.seeds) }, (_, index) => {
    const file = path.join(folder, `${module}_${index + 1}.py`)
    writeFileSync(file, program(module, String(index + 1), '400'))
    return file
  })
  const result = lowered('compare', ...files)
  console.log(`${module}: ${result.stdout.trim()}${result.stderr.trim()}`)
  failed ||= !result.stdout.includes(' 0 different')
}
if (failed) process.exitCode = 1
