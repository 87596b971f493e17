// `npm run fuzz:cargo`: libFuzzer, guided by coverage and with the address sanitizer, on each
// target of fuzz/. The corpus stays in the cache; a failing input is printed with the command that
// repeats it. Needs a nightly toolchain, but not cargo-fuzz, which would do the same.
//
//   node scripts/test/fuzz-cargo.mjs [--seconds 60] [--jobs 1] [--build-minutes 10] [target ...]
//   node scripts/test/fuzz-cargo.mjs --repeat <file> <target>
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cacheDir, root } from '../lib/paths.mjs'
import { exitWithItsCode, run } from '../lib/run.mjs'
import { buildWithin, findSanitizer, sanitizerOptions } from './sanitizer.mjs'

/** A separate folder: no other build can use these artefacts. */
const target = join(cacheDir, 'fuzz')
const manifest = join(root, 'fuzz', 'Cargo.toml')
const allTargets = [
  ...readFileSync(manifest, 'utf8').matchAll(/^path = "fuzz_targets\/(.+)\.rs"$/gm),
].map(([, name]) => name)

/** Exit codes of libFuzzer: a case timed out, or the process was interrupted. */
const [timedOut, interrupted] = [70, 72]

// The options of cargo-fuzz: count every edge, and guide inputs by comparisons.
const coverage = [
  'passes=sancov-module',
  'llvm-args=-sanitizer-coverage-level=4',
  'llvm-args=-sanitizer-coverage-inline-8bit-counters',
  'llvm-args=-sanitizer-coverage-pc-table',
  'llvm-args=-sanitizer-coverage-trace-compares',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    jobs: { type: 'string' },
    'build-minutes': { type: 'string' },
    repeat: { type: 'string' },
  },
})

await exitWithItsCode(async () => {
  const unknown = positionals.filter((name) => !allTargets.includes(name))
  if (unknown.length > 0)
    throw new Error(`No such target: ${unknown.join(', ')}. There are ${allTargets.join(', ')}`)
  const sanitizer = findSanitizer()
  if (sanitizer.missing) {
    console.log(`Skipped: ${sanitizer.missing}`)
    return
  }
  if (!(await build(sanitizer))) return
  const names = positionals.length > 0 ? positionals : allTargets
  // Sequentially; a failing target does not prevent the others from running.
  const failures = []
  for (const name of names)
    await fuzz(sanitizer, name).catch((error) => failures.push({ name, error }))
  // Repeated at the end: the log above may be long or truncated.
  for (const { name, error } of failures)
    console.error(
      [`\n${name}: ${error.message}`, ...error.lastLines.filter(isRelevant)].join('\n  '),
    )
  if (failures.length > 0) throw failures[0].error
})

/**
 * Selects the relevant lines of libFuzzer, the sanitizer and a panic: the failure, its place, and
 * its input.
 */
function isRelevant(line) {
  return /panicked at|assertion|left:|right:|ERROR:|SUMMARY:|Test unit written|Base64:|^\s+#[0-9] /.test(
    line,
  )
}

function build({ env, triple, flag }) {
  console.log(
    'Building the fuzz targets: seconds when little changed, about 10 minutes from nothing on one core',
  )
  const jobs = values.jobs ? ['--jobs', values.jobs] : []
  const args = ['build', '--release', '--manifest-path', manifest, '--target', triple, ...jobs]
  const flags = [flag, ...coverage.map((option) => `-C${option}`)]
  const minutes = values['build-minutes']
  return buildWithin(minutes && Number(minutes), args, {
    ...env,
    CARGO_TARGET_DIR: target,
    RUSTFLAGS: flags.join(' '),
  })
}

async function fuzz({ triple }, name) {
  const [corpus, artifacts, seeds] = ['corpus', 'artifacts', 'seeds'].map((kind) => {
    const folder = join(target, kind, name)
    mkdirSync(folder, { recursive: true })
    return folder
  })
  const file = join(target, triple, 'release', name)
  const what = values.repeat
    ? [resolve(values.repeat)]
    : [`-max_total_time=${values.seconds}`, '-print_final_stats=1', '-verbosity=0', corpus, seeds]
  // The whole corpus is tried first, in a random order.
  const interruptMs = values.repeat ? undefined : Number(values.seconds) * 2_000
  console.log(`\n${name}: ${values.repeat ?? `${values.seconds} s`}`)
  const limits = [
    '-timeout=30',
    '-rss_limit_mb=4096',
    '-max_len=8192',
    '-len_control=0',
    '-prefer_small=0',
  ]
  await run(file, [...limits, `-artifact_prefix=${artifacts}/`, ...what], {
    env: { ASAN_OPTIONS: sanitizerOptions.join(':'), MONTY_FUZZ_SEEDS: seeds },
    interruptMs,
    keepLines: 200,
  }).catch((error) => {
    if (error.exitCode === interrupted) return
    if (name === 'drive' && error.exitCode === timedOut) {
      // In process that is no failure, see docs/SECURITY.md.
      console.log('A program with a native operation that looks at no clock took more than 30 s')
      return
    }
    console.error(`Repeat it with: npm run fuzz:cargo -- --repeat <the file named above> ${name}`)
    throw error
  })
}
