// Bundlers: each bundles the probe, which then runs as deployed, without its sources.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostTarget, packageName } from '../../lib/targets.mjs'
import { CannotBeTried, versionOf } from './project.mjs'

/** Runs a bundle with only the package of binaries beside it. */
async function probeDeployed(project, file, command = process.execPath, args = [file]) {
  const binaries = packageName(hostTarget())
  const place = project.path('out', 'node_modules', binaries)
  cpSync(project.path('node_modules', binaries), place, { recursive: true })
  await project.without('node_modules', () =>
    project.probe(command, args, { cwd: project.path('out') }),
  )
}

async function bundleBy(project, script, files) {
  project.write('bundle.mjs', script)
  await project.run(process.execPath, ['bundle.mjs'])
  for (const file of files) await probeDeployed(project, file)
}

/** Copies the traced dependencies of the probes to `out`. */
async function trace(project) {
  project.write(
    'trace.mjs',
    `import { nodeFileTrace } from '@vercel/nft'
const { fileList } = await nodeFileTrace(['probe.mjs', 'probe.cjs'])
console.log(JSON.stringify([...fileList]))`,
  )
  const files = JSON.parse(await project.run(process.execPath, ['trace.mjs']))
  for (const file of files) {
    mkdirSync(join(project.path('out', file), '..'), { recursive: true })
    cpSync(project.path(file), project.path('out', file))
  }
}

const bothFormats = `const formats = [['esm', 'mjs'], ['cjs', 'cjs']]`

/** A row whose script creates `out/probe.mjs` and `out/probe.cjs`. */
const bundler = (name, id, packages, script) => ({
  name,
  packages,
  note: 'bundled, as ES module and CommonJS; the package of binaries in `node_modules` beside it',
  run: async (project) => {
    await bundleBy(project, `${bothFormats}\n${script}`, ['probe.mjs', 'probe.cjs'])
    return versionOf(project, id)
  },
})

export const bundlers = [
  bundler(
    'esbuild',
    'esbuild',
    ['esbuild'],
    `const { build } = await import('esbuild')
for (const [format, ending] of formats) {
  for (const minify of [false, true]) {
    await build({ entryPoints: ['probe.mjs'], bundle: true, minify, platform: 'node', format, outfile: 'out/probe.' + ending })
  }
}`,
  ),
  bundler(
    'webpack',
    'webpack',
    ['webpack'],
    `const { default: webpack } = await import('webpack')
for (const [format, ending] of formats) {
  const module = format === 'esm'
  const options = {
    mode: 'production', target: 'node', entry: './probe.mjs', experiments: { outputModule: module },
    output: { module, path: process.cwd() + '/out', filename: 'probe.' + ending },
  }
  await new Promise((resolve, reject) => webpack(options, (error, stats) => {
    const problem = error ?? (stats.hasErrors() || stats.hasWarnings() ? stats.toString() : undefined)
    return problem ? reject(new Error(problem)) : resolve()
  }))
}`,
  ),
  bundler(
    'Rollup',
    'rollup',
    ['rollup', '@rollup/plugin-node-resolve', '@rollup/plugin-commonjs'],
    `const { rollup } = await import('rollup')
const plugins = ['node-resolve', 'commonjs'].map(async (name) => (await import('@rollup/plugin-' + name)).default())
for (const [format, ending] of formats) {
  const bundle = await rollup({ input: 'probe.mjs', plugins: await Promise.all(plugins) })
  await bundle.write({ file: 'out/probe.' + ending, format })
}`,
  ),
  bundler(
    'rolldown',
    'rolldown',
    ['rolldown'],
    `const { rolldown } = await import('rolldown')
for (const [format, ending] of formats) {
  const bundle = await rolldown({ input: 'probe.mjs', platform: 'node' })
  await bundle.write({ file: 'out/probe.' + ending, format })
}`,
  ),
  bundler(
    'tsup',
    'tsup',
    ['tsup', 'typescript@5'],
    `const { build } = await import('tsup')
for (const [format, ending] of formats) {
  await build({
    entry: ['probe.mjs'], format, outDir: 'out', clean: false, silent: true, config: false, noExternal: [/.*/],
    outExtension: () => ({ js: '.' + ending }),
  })
}`,
  ),
  {
    name: 'Vite SSR',
    packages: ['vite'],
    note: 'with `ssr.noExternal`; the package of binaries in `node_modules` beside it',
    run: async (project) => {
      const script = `const { build } = await import('vite')
await build({
  logLevel: 'warn', ssr: { noExternal: true },
  build: { ssr: 'probe.mjs', outDir: 'out', emptyOutDir: true, rollupOptions: { output: { entryFileNames: 'probe.mjs' } } },
})`
      await bundleBy(project, script, ['probe.mjs'])
      return versionOf(project, 'vite')
    },
  },
  {
    name: '`bun build --compile`',
    packages: ['bun'],
    note: 'the files of `monty-node-<platform>` beside the executable',
    run: async (project) => {
      const bun = project.command('bun')
      await project.run(bun, ['build', '--compile', 'probe.mjs', '--outfile', 'out/probe'])
      cpSync(project.path('node_modules', packageName(hostTarget())), project.path('out'), {
        recursive: true,
      })
      await project.without('node_modules', () => project.probe(project.path('out', 'probe')))
      return project.run(bun, ['--version'])
    },
  },
  {
    name: '`deno compile`',
    packages: ['deno'],
    note: 'the files of `monty-node-<platform>` beside the executable',
    run: async (project) => {
      const deno = project.command('deno')
      const flags = ['--quiet', '-A', '--exclude', 'node_modules/deno', '--output', 'out/probe']
      await project.run(deno, ['compile', ...flags, 'probe.mjs']).catch((error) => {
        if (!/dl\.deno\.land/.test(error.message)) throw error
        throw new CannotBeTried('needs `denort`, which Deno downloads and no registry has')
      })
      cpSync(project.path('node_modules', packageName(hostTarget())), project.path('out'), {
        recursive: true,
      })
      await project.without('node_modules', () => project.probe(project.path('out', 'probe')))
      return (await project.run(deno, ['--version'])).split(' ')[1]
    },
  },
  {
    name: '`@vercel/nft`',
    packages: ['@vercel/nft'],
    note: 'only the files that were traced, without `HOME`',
    run: async (project) => {
      await trace(project)
      await project.run('chmod', ['-R', 'a-w', 'out'])
      try {
        await project.without('node_modules', async () => {
          for (const probe of ['probe.mjs', 'probe.cjs']) {
            const options = { cwd: project.path('out'), env: { HOME: undefined } }
            await project.probe(process.execPath, [probe], options)
          }
        })
      } finally {
        await project.run('chmod', ['-R', 'u+w', 'out'])
      }
      return versionOf(project, '@vercel/nft')
    },
  },
  {
    name: 'As AWS Lambda runs it',
    packages: ['@vercel/nft'],
    note: 'only the files that were traced, a read-only file system apart from `/tmp`, user `nobody`, without `HOME`',
    run: async (project) => {
      await trace(project)
      if (process.getuid?.() !== 0)
        throw new CannotBeTried('needs root, to mount and to be somebody else')
      const node = `exec setpriv --reuid=65534 --regid=65534 --clear-groups env -i TMPDIR=/tmp ${process.execPath}`
      const script = [
        'set -e',
        'mount --bind out /mnt',
        'mount -t tmpfs tmpfs /tmp',
        'chmod 1777 /tmp',
        'mount -o remount,bind,ro /mnt',
        'mount -o remount,bind,ro /',
        'cd /mnt',
        'if touch /mnt/x 2>/dev/null || touch /x 2>/dev/null; then echo the file system can be written; exit 1; fi',
        node,
      ].join('\n')
      for (const probe of ['probe.mjs', 'probe.cjs'])
        await project.probe('unshare', ['--mount', 'sh', '-c', `${script} ${probe}`])
      return versionOf(project, '@vercel/nft')
    },
  },
  {
    name: 'asar (Electron)',
    packages: ['@electron/asar'],
    note: 'the binaries in `app.asar.unpacked`; packed and unpacked, as there is no Electron to run it',
    run: async (project) => {
      const binaries = packageName(hostTarget())
      for (const folder of ['monty-node', binaries]) {
        const to = project.path('app', 'node_modules', folder)
        cpSync(project.path('node_modules', folder), to, { recursive: true })
      }
      for (const file of ['probe.cjs', 'checks.cjs'])
        cpSync(project.path(file), project.path('app', file))
      writeFileSync(project.path('app', 'package.json'), '{}')
      const asar = project.command('asar')
      await project.run(asar, ['pack', 'app', 'packed.asar', '--unpack-dir', `**/${binaries}`])
      await project.run(asar, ['extract', 'packed.asar', 'shown'])
      // The archive as Electron presents it, and the unpacked files beside it.
      cpSync(project.path('shown'), project.path('app.asar'), { recursive: true })
      cpSync(project.path('packed.asar.unpacked'), project.path('app.asar.unpacked'), {
        recursive: true,
      })
      await project.without('node_modules', () =>
        project.probe(process.execPath, ['app.asar/probe.cjs']),
      )
      return versionOf(project, '@electron/asar')
    },
  },
]
