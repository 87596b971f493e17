// The runtimes, each installed from npm.
const node = (version) => ({
  name: `Node ${version}`,
  packages: [`node@${version}`],
  run: async (project) => {
    const command = project.path('node_modules', 'node', 'bin', 'node')
    await project.probe(command, ['probe.mjs'])
    await project.probe(command, ['probe.cjs'])
    await project.probe(command, ['commands.mjs'])
    const note = await project.probe(command, ['contexts.mjs'])
    return { version: await project.run(command, ['--version']), note }
  },
})

/**
 * Rows of the table: packages to install, and a probe. A row returns its version, or `{ version,
 * note }`.
 */
export const runtimes = [
  ...['20.19', '22', '24', '26'].map(node),
  {
    name: 'Bun',
    packages: ['bun'],
    run: async (project) => {
      await project.probe(project.command('bun'), ['probe.mjs'])
      await project.probe(project.command('bun'), ['probe.cjs'])
      const note = await project.probe(project.command('bun'), ['contexts.mjs'])
      return { version: await project.run(project.command('bun'), ['--version']), note }
    },
  },
  {
    name: 'Deno',
    packages: ['deno'],
    run: async (project) => {
      await project.probe(project.command('deno'), ['run', '-A', 'probe.mjs'])
      await project.probe(project.command('deno'), ['run', '-A', 'probe.cjs'])
      const note = await project.probe(project.command('deno'), ['run', '-A', 'contexts.mjs'])
      const [version] = (await project.run(project.command('deno'), ['--version'])).split('\n')
      return { version: version.split(' ')[1], note }
    },
  },
  {
    name: 'Deno that may start no processes',
    packages: ['deno'],
    run: async (project) => {
      project.write(
        'refused.mjs',
        `import { Monty, runMontyAsync } from 'monty-node'
const error = await runMontyAsync(new Monty('1'), { isolation: 'process' }).catch((thrown) => thrown)
const here = await runMontyAsync(new Monty('6 * 7'))
console.log(JSON.stringify(error.code === 'MONTY_CRASHED' && here === 42 ? {} : { refused: String(error) }))`,
      )
      const allowed = ['--allow-read', '--allow-env', '--allow-ffi', '--allow-sys']
      await project.probe(project.command('deno'), ['run', ...allowed, 'refused.mjs'])
    },
  },
]
