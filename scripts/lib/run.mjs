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
    /** The last lines of output, if retained. */
    this.lastLines = lastLines
  }
}

/**
 * Runs a command with inherited input and output, interrupted after `interruptMs`; rejects if it
 * fails. With `keepLines`, the error contains the last lines of the output, which is then piped and
 * not a terminal.
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
    // Not 'exit': the last output may not have arrived yet.
    child.once('close', (code, signal) => {
      clearTimeout(end)
      if (code === 0) resolve()
      else reject(new CommandFailed(command, args, code, signal, lastLines()))
    })
  })
}

/** Forwards the output of a child. Returns a function for its last lines. */
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

/** The trimmed standard output of a command, or undefined if it cannot be run or fails. */
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

/** Runs npm: the same one that started this script, if any. */
export function runNpm(args, options) {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return run(process.execPath, [script, ...args], options)
  const onWindows = process.platform === 'win32'
  return run(onWindows ? 'npm.cmd' : 'npm', args, { ...options, shell: onWindows })
}

/** Runs the job; a failed command ends the script with its exit code, without a stack trace. */
export async function exitWithItsCode(job) {
  try {
    await job()
  } catch (error) {
    console.error(error instanceof CommandFailed ? error.message : error)
    process.exitCode = error.exitCode ?? 1
  }
}
