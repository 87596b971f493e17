// The command line as it is installed: by the link that npm makes, where there are such links.
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'

const linked = 'node_modules/.bin/monty-node'
const isWindows = process.platform === 'win32'
const [file, ...before] = isWindows
  ? [process.execPath, 'node_modules/monty-node/dist/cli/main.js']
  : [linked]
const run = (...args) => execFileSync(file, [...before, ...args], { encoding: 'utf8' })

writeFileSync('sum.py', 'add(40, n)')
writeFileSync('tools.mjs', 'export const add = (a, b) => a + b\n')
console.log(
  JSON.stringify({
    isLinked: isWindows || existsSync(linked),
    value: run('run', 'sum.py', '--tools', 'tools.mjs', '--input', 'n=2').trim(),
    types: JSON.parse(
      run('check', 'sum.py', '--input', 'n', '--tools', 'tools.mjs', '--format', 'json'),
    ),
    works: JSON.parse(run('doctor', '--json'))
      .parts.map(({ name, state }) => `${name}: ${state}`)
      .slice(0, 3),
  }),
)
