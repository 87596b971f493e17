import { installedFolders } from '../../internals.js'
import { ExitCode } from '../exit-code.js'
import { type Colors, colorsFor } from '../terminal/colors.js'
import { version } from '../version.js'
import { type Examined, parts } from './parts.js'
import { peers } from './peers.js'

/** Version and platform of the installation. */
interface Facts {
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly binaries: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/** Tests this installation, and returns the exit code. */
export async function doctor(isJson: boolean): Promise<number> {
  const facts = factsHere()
  const examined: Examined[] = []
  for (const part of parts) examined.push(await part())
  const packages = peers()
  if (isJson) console.log(JSON.stringify({ ...facts, parts: examined, packages }, null, 2))
  else console.log(rendered(facts, examined, packages, colorsFor(process.stdout)))
  return examined.some(({ state }) => state === 'broken') ? ExitCode.failed : ExitCode.ok
}

function factsHere(): Facts {
  const { glibcVersionRuntime } = (process.report?.getReport() as Report | undefined)?.header ?? {}
  const library = process.platform === 'linux' ? libraryOf(glibcVersionRuntime) : ''
  const { MONTY_NODE_BINARY } = process.env
  return {
    version: version(),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}${library}`,
    binaries: installedFolders(),
    environment: {
      ...(MONTY_NODE_BINARY === undefined ? {} : { MONTY_NODE_BINARY }),
      // The key itself is secret.
      ...(process.env['MONTY_SNAPSHOT_KEY'] ? { MONTY_SNAPSHOT_KEY: 'is set' } : {}),
    },
  }
}

interface Report {
  readonly header?: { readonly glibcVersionRuntime?: string }
}

const libraryOf = (glibc: string | undefined): string =>
  glibc === undefined ? ' (musl)' : ` (glibc ${glibc})`

function rendered(
  facts: Facts,
  examined: readonly Examined[],
  packages: Readonly<Record<string, string>>,
  colors: Colors,
): string {
  const marks = { works: colors.green('✓'), missing: colors.yellow('–'), broken: colors.red('✗') }
  const installed = Object.entries(packages).map(([name, one]) => `${name} ${one}`)
  return [
    `monty-node ${facts.version}, Node ${facts.node}, ${facts.platform}`,
    ...facts.binaries.map((folder) => `binaries of ${folder}`),
    ...Object.entries(facts.environment).map(([name, value]) => `${name}: ${value}`),
    '',
    ...examined.flatMap(({ name, state, about }) => [
      `${marks[state]} ${name}`,
      ...about.split('\n').map((line) => `    ${line}`),
    ]),
    ...(installed.length === 0 ? [] : ['', `found beside it: ${installed.join(', ')}`]),
  ].join('\n')
}
