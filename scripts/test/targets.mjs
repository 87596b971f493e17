// Runs the binaries that `npm run build:target` has built for other platforms, in emulators.
//
//   npm run test:targets [-- <target>...]
//
// For each: the platform checks (scripts/test/runs-on/checks.cjs), limits of stack and memory,
// snapshots that move there and back, and the programs of the demo.
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../lib/paths.mjs'
import { emulated, isEmulated } from './runs-on/emulated.mjs'
import { exitWithItsCode } from '../lib/run.mjs'
import { hostTarget, packageDir, packagedFiles, targetNamed, targets } from '../lib/targets.mjs'

const HERE = { MONTY_NODE_BINARY: packageDir(hostTarget()) }
const ALL_GAVE = /^\W*All \d+ programs/

const { positionals } = parseArgs({ allowPositionals: true })

await exitWithItsCode(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'monty-node-targets-'))
  try {
    await bundlePrograms(folder)
    const failed = []
    for (const target of chosenTargets()) {
      sizes(target)
      if (isEmulated(target.name)) failed.push(...(await tryTarget(target, folder)))
      else console.log('  not run: there is no emulator of it here')
    }
    if (failed.length > 0) throw new Error(`${failed.length} failed: ${failed.join(', ')}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function chosenTargets() {
  if (positionals.length > 0) return positionals.map(targetNamed)
  const isBuilt = (target) =>
    packagedFiles(target).every((file) => existsSync(join(packageDir(target), file)))
  return targets.filter((target) => target.name !== hostTarget().name && isBuilt(target))
}

function sizes(target) {
  const files = packagedFiles(target).map((file) => [
    file,
    statSync(join(packageDir(target), file)).size,
  ])
  const shown = files.map(([file, size]) => `${file} ${inMegabytes(size)}`).join(', ')
  const sum = files.reduce((total, [, size]) => total + size, 0)
  console.log(`${target.name}: ${inMegabytes(sum)} (${shown})`)
}

function inMegabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

/** Bundles each program with all sources into one file: an emulator reads many files slowly. */
async function bundlePrograms(outDir) {
  const { rolldown } = await import('rolldown')
  const inFolder = (name) => join(root, 'scripts', 'test', 'runs-on', name)
  const input = {
    probe: inFolder('probe.mjs'),
    bounds: inFolder('bounds.mjs'),
    moves: inFolder('moves.mjs'),
    demo: join(root, 'examples', 'demo', 'main.ts'),
  }
  const built = await rolldown({
    input,
    platform: 'node',
    resolve: { alias: { 'monty-node': join(root, 'src', 'index.ts') } },
    transform: { target: 'node20.19' },
    logLevel: 'silent',
  })
  await built.write({ dir: outDir, format: 'esm', entryFileNames: '[name].mjs' })
}

async function tryTarget({ name }, folder) {
  const { command, env } = await emulated(name)
  const runThere = (program, ...args) =>
    outputOf([...command, join(folder, `${program}.mjs`), ...args], env, folder)
  const runHere = (program, ...args) =>
    outputOf([process.execPath, join(folder, `${program}.mjs`), ...args], HERE, folder)
  const there = join(folder, 'there.json')
  const here = join(folder, 'here.json')
  const tries = {
    'what must work': () => runThere('probe'),
    'bounds of stack and memory': () => runThere('bounds'),
    'snapshots from here to there': () => {
      runHere('moves', 'write', here)
      return same(runThere('moves', 'read', here), runHere('moves', 'read', here))
    },
    'snapshots from there to here': () => {
      runThere('moves', 'write', there)
      return same(runHere('moves', 'read', there), runThere('moves', 'read', there))
    },
    'programs of the demo': () => lineWith(runThere('demo'), ALL_GAVE),
  }
  return Object.entries(tries).flatMap(([what, attempt]) => {
    try {
      const result = attempt()
      console.log(`  ok      ${what}${result === '{}' ? '' : `: ${result}`}`)
      return []
    } catch (error) {
      console.log(`  FAILED  ${what}: ${error.message.slice(0, 1_000)}`)
      return [`${name}: ${what}`]
    }
  })
}

/** The output of a program, through a file: a pipe of Wine loses the last part. */
function outputOf([command, ...args], env, folder) {
  const file = join(folder, 'output')
  const output = openSync(file, 'w')
  try {
    execFileSync(command, args, {
      env: { MONTY_SHARED: join(root, 'examples', 'demo'), ...process.env, ...env },
      stdio: ['ignore', output, output],
      timeout: 900_000,
    })
  } catch (error) {
    throw new Error(`${error.message.split('\n')[0]}\n${readFileSync(file, 'utf8').slice(-800)}`, {
      cause: error,
    })
  } finally {
    closeSync(output)
  }
  return readFileSync(file, 'utf8').trim()
}

function same(one, other) {
  if (one !== other) throw new Error(`${one.slice(0, 300)} is not ${other.slice(0, 300)}`)
  return `${one.length} characters alike`
}

function lineWith(text, pattern) {
  const line = text.split('\n').find((candidate) => pattern.test(candidate))
  if (line === undefined) throw new Error(text.slice(-500))
  return line.trim()
}
