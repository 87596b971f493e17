import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { npm, root, type Tarball } from './tarballs.js'

const execute = promisify(execFile)
const consumer = fileURLToPath(new URL('consumer', import.meta.url))

/** A project outside of the repository that installs tarballs and nothing else. */
export class EmptyProject implements AsyncDisposable {
  readonly folder: string
  readonly #env: NodeJS.ProcessEnv

  private constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder
    this.#env = env
  }

  static async install(...tarballs: Tarball[]): Promise<EmptyProject> {
    const folder = await mkdtemp(join(tmpdir(), 'monty-node-installed-'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }')
    await cp(consumer, folder, { recursive: true })
    await cp(join(root, 'scripts', 'test', 'runs-on', 'commands.mjs'), join(folder, 'commands.mjs'))
    const project = new EmptyProject(folder, await withoutToolchain(folder))
    const args = ['install', '--offline', '--no-audit', '--no-fund', ...tarballs.map((t) => t.path)]
    await npm(args, folder, project.#env)
    return project
  }

  /** Runs one of the consumer's programs and gives the JSON that it prints. */
  async run(program: string, env: NodeJS.ProcessEnv = {}): Promise<unknown> {
    const { stdout } = await execute(process.execPath, [program], {
      cwd: this.folder,
      env: { ...this.#env, ...env },
    })
    return JSON.parse(stdout)
  }

  /** Removes an installed file. */
  async remove(...path: string[]): Promise<void> {
    await rm(join(this.folder, 'node_modules', ...path))
  }

  /** Type-checks the consumer's TypeScript, declarations included; gives what the compiler says. */
  async typeCheck(...flags: string[]): Promise<string> {
    const files = flags.some((flag) => flag.endsWith('.cts')) ? [] : ['types.ts']
    await this.#bringNodeTypes()
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--types', 'node']
    const args = [tsc, ...strict, '--target', 'es2023', ...flags, '--ignoreConfig', ...files]
    const { stdout } = await execute(process.execPath, args, { cwd: this.folder }).catch(
      (error: { stdout: string }) => error,
    )
    return stdout
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  async #bringNodeTypes(): Promise<void> {
    const link = join(this.folder, 'node_modules', '@types', 'node')
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(root, 'node_modules', '@types', 'node'), link, 'junction').catch(
      (error: { code: string }) => {
        if (error.code !== 'EEXIST') throw error
      },
    )
  }
}

/** An environment in which nothing but Node can be found. */
async function withoutToolchain(folder: string): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'bin')
  await mkdir(bin)
  if (process.platform !== 'win32') await symlink(process.execPath, join(bin, 'node'))
  return { HOME: folder, PATH: bin, SystemRoot: process.env['SystemRoot'], TEMP: tmpdir() }
}
