import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = join(root, 'dist', 'cli', 'main.js')

/** What a command came to. */
interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A folder outside of the repository that has the built package, in which commands are run. */
export class Project implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'monty-node-cli-'))

  constructor(files: Readonly<Record<string, string>>) {
    mkdirSync(join(this.folder, 'node_modules'))
    this.link('monty-node', root)
    for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
      this.write(name, text)
    }
  }

  /** The package is what was built; that takes a while if it is stale. */
  static async build(): Promise<void> {
    await promisify(execFile)(process.execPath, [join(root, 'scripts', 'build', 'typescript.mjs')])
  }

  link(name: string, target: string): void {
    symlinkSync(target, join(this.folder, 'node_modules', name), 'junction')
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  /** Runs a command to its end, without a terminal. */
  run(
    args: readonly string[],
    { stdin = '', env = {} }: { stdin?: string; env?: object } = {},
  ): Promise<Ran> {
    return this.begin(args, { stdin, env }).ended
  }

  /** Begins a command. */
  begin(args: readonly string[], { stdin = '', env = {} }: { stdin?: string; env?: object } = {}) {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: this.folder,
      env: { ...process.env, XDG_STATE_HOME: join(this.folder, 'state'), ...env },
    })
    const ran = { code: -1, stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text))
    child.stdin.end(stdin)
    const ended = new Promise<Ran>((resolve) => {
      child.on('close', (code) => resolve({ ...ran, code: code ?? -1 }))
    })
    return { child, ran, ended }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The path of the built command line. */
export const commandLine = main
export { root }
