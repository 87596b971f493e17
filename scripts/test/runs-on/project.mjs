// A project in a temporary folder that installs the packed package, and the packages of a row.
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { buildTypeScript } from '../../build/typescript.mjs'
import { root } from '../../lib/paths.mjs'
import { hostTarget, packageDir } from '../../lib/targets.mjs'

const execute = promisify(execFile)
const probes = ['checks.cjs', 'probe.mjs', 'probe.cjs', 'contexts.mjs', 'commands.mjs']

/** Packs the package and binaries, by default this machine's. Returns the paths of the tarballs. */
export async function pack(folder, binaries = packageDir(hostTarget())) {
  await buildTypeScript()
  const tarballs = []
  for (const cwd of [root, binaries]) {
    const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], { cwd })
    tarballs.push(join(folder, JSON.parse(stdout)[0].filename))
  }
  return tarballs
}

/** npm's errors for a registry that lacks a package, or is unreachable. */
const UNREACHABLE =
  /\b(E40[134]|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|ETARGET)\b/

/** A package that a row needs besides ours cannot be installed. */
export class NotInstallable extends Error {}

/** This machine cannot run a row. The message names what is missing. */
export class CannotBeTried extends Error {}

/** The version of an installed package. */
export const versionOf = (project, id) =>
  project.run(process.execPath, [
    '-p',
    `JSON.parse(fs.readFileSync(${JSON.stringify(project.path('node_modules', id, 'package.json'))})).version`,
  ])

export class Project {
  constructor(folder = mkdtempSync(join(tmpdir(), 'monty-node-runs-on-'))) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
    for (const probe of probes) copyFileSync(join(import.meta.dirname, probe), this.path(probe))
    this.write('package.json', JSON.stringify({ private: true, type: 'module' }))
  }

  path(...parts) {
    return join(this.folder, ...parts)
  }

  write(file, text) {
    mkdirSync(dirname(this.path(file)), { recursive: true })
    writeFileSync(this.path(file), text)
  }

  async install(...packages) {
    const options = ['--no-audit', '--no-fund', '--loglevel=error']
    await npm(['install', ...options, ...packages], { cwd: this.folder }).catch((error) => {
      throw UNREACHABLE.test(error.stderr) ? new NotInstallable(error.stderr) : error
    })
  }

  /** The path of an installed command. */
  command(name) {
    return this.path('node_modules', '.bin', name)
  }

  /** Runs a command. Returns its output; rejects if it fails. */
  async run(command, args = [], { cwd = this.folder, env = {} } = {}) {
    const { stdout } = await execute(command, args, {
      cwd,
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 600_000,
    })
    return stdout
  }

  /** Runs a probe. Returns its other output; rejects with the names of failed checks. */
  async probe(command, args, options) {
    const output = await this.run(command, args, options).catch((error) => {
      throw new Error(`${error.stdout}${error.stderr}`.trim().slice(0, 600))
    })
    const lines = output.trim().split('\n')
    const failed = JSON.parse(lines.pop())
    const names = Object.entries(failed).map(([name, why]) => `${name} (${why})`)
    if (names.length > 0) throw new Error(names.join('; ').slice(0, 600))
    return lines.join('\n')
  }

  /** Runs an action while a folder is renamed, so that it cannot be found by its path. */
  async without(what, action) {
    renameSync(this.path(what), this.path(`${what}-away`))
    try {
      return await action()
    } finally {
      renameSync(this.path(`${what}-away`), this.path(what))
    }
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function npm(args, { cwd }) {
  const script = process.env.npm_execpath
  return script?.endsWith('npm-cli.js')
    ? execute(process.execPath, [script, ...args], { cwd })
    : execute('npm', args, { cwd, shell: process.platform === 'win32' })
}
