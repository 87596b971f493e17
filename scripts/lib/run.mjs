// Child processes: commands, and the tools of node_modules.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from './paths.mjs'

export class CommandFailed extends Error {
  name = 'CommandFailed'

  constructor(command, args, code, signal, lastLines = []) {
    super(`${[command, ...args].join(' ')}: ${signal ?? `exit code ${code}`}`)
    this.exitCode = code ?? 1
    /** What the command printed last, when that was kept. */
    this.lastLines = lastLines
  }
}

/**
 * Runs a command with our own input and output, interrupted after `interruptMs`; rejects when it fails.
 * With `keepLines`, the failure has the last lines of its output, which then does not go to a terminal.
 */
export function run(
  command,
  args,
  { env = {}, cwd = root, shell = false, interruptMs, keepLines = 0 } = {},
) {
  return new Promise((resolve, reject) => {
    const output = keepLines > 0 ? 'pipe' : 'inherit'
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ['inherit', output, output],
    })
    const lastLines = keepLines > 0 ? keepLast(keepLines, child) : () => []
    const end =
      interruptMs === undefined ? undefined : setTimeout(() => child.kill('SIGINT'), interruptMs)
    child.once('error', reject)
    // Not 'exit': what was printed last may still be on its way.
    child.once('close', (code, signal) => {
      clearTimeout(end)
      if (code === 0) resolve()
      else reject(new CommandFailed(command, args, code, signal, lastLines()))
    })
  })
}

/** Passes on what a child prints. Gives a function for its last lines. */
function keepLast(count, child) {
  const lines = []
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.on('data', (chunk) => to.write(chunk))
    createInterface({ input: from }).on('line', (line) => {
      lines.push(line.slice(0, 400))
      if (lines.length > count) lines.shift()
    })
  }
  return () => lines
}

/** The trimmed standard output of a command, or undefined when it cannot be run or fails. */
export function ask(command, args, { env = {}, cwd = root } = {}) {
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return status === 0 ? stdout.trim() : undefined
}

export const runScript = (file, args = [], options) =>
  run(process.execPath, [join(root, 'scripts', file), ...args], options)

/** Runs the command of a dev dependency without a shell, the same on every platform. */
export function runTool(packageName, args, { command = packageName.split('/').pop(), env } = {}) {
  return run(process.execPath, [toolPath(packageName, command), ...args], { env })
}

function toolPath(packageName, command) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** Runs npm: the very one that started us, when one did. */
export function runNpm(args, options) {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return run(process.execPath, [script, ...args], options)
  const onWindows = process.platform === 'win32'
  return run(onWindows ? 'npm.cmd' : 'npm', args, { ...options, shell: onWindows })
}

/** Ends a script whose command failed with its exit code, and without a stack trace of our own. */
export async function exitWithItsCode(job) {
  try {
    await job()
  } catch (error) {
    console.error(error instanceof CommandFailed ? error.message : error)
    process.exitCode = error.exitCode ?? 1
  }
}
