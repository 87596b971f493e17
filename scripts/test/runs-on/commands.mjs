// Runs each command of `monty-node --help`, as a user types it in a folder with the package installed.
// Prints the failures by command.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const folder = join(process.cwd(), 'commands')
const files = {
  'package.json': '{ "type": "module" }',
  'hello.py': 'print("hello")\n6 * 7',
  'trip.py': 'print("to", city)\nadd(await price(good="tea"), days)',
  'changed.py': 'print("to", city)\nadd(await price(good="milk"), days)',
  'pay.py': 'await pay(cents=5)',
  'wrong.py': 'await price(good=3)',
  'more.json': '{ "days": 3 }',
  'tools.mjs': `
    import { tool } from 'monty-node'
    const object = (properties) => ({ type: 'object', properties, required: Object.keys(properties) })
    export const price = tool({
      description: 'The price of a good.',
      input: object({ good: { type: 'string' } }),
      output: { type: 'integer' },
      execute: async ({ good }) => good.length,
    })
    export const pay = tool({
      input: object({ cents: { type: 'integer' } }),
      needsApproval: true,
      execute: ({ cents }) => 'paid ' + cents,
    })
    export const add = (a, b) => a + b`,
  'app.mjs': `
    import { MemoryStore, MontyRuntime } from 'monty-node'
    import { pay } from './tools.mjs'
    const snapshots = { store: new MemoryStore(), key: 'a secret of at least 16 bytes' }
    export const bank = new MontyRuntime({ tools: { pay }, snapshots })
    await bank.execute('await pay(cents=5)').outcome`,
}

const trip =
  'run trip.py --tools tools.mjs --input city=Lima --input @more.json --record trip.json --report run.html --isolation process'

/** Arguments and expected results of each command; servers are ended by Ctrl-C after a reply. */
const typed = {
  run: [
    [['run', 'hello.py'], { stdout: 'hello\n42\n' }],
    [['run', '-'], { stdin: '1 + 1', stdout: '2\n' }],
    [trip.split(' '), { stdout: 'to Lima\n6\n' }],
    [['run', 'pay.py', '--tools', 'tools.mjs'], { code: 1, stderr: /nobody can be asked/ }],
    [['run', 'pay.py', '--tools', 'tools.mjs', '--approve', 'all'], { stdout: 'paid 5\n' }],
  ],
  check: [
    [['check', 'hello.py'], { stdout: /^All checks passed|^$/ }],
    [
      ['check', 'wrong.py', '--tools', 'tools.mjs', '--format', 'github'],
      { code: 3, stdout: /^::error .*wrong\.py/ },
    ],
  ],
  repl: [[['repl', '--no-history'], { stdin: 'x = 20\nx + 1\n_ * 2\n', stdout: '21\n42\n' }]],
  stubs: [[['stubs', '--tools', 'tools.mjs'], { stdout: /async def price\(good: str\) -> int:/ }]],
  prompt: [
    [['prompt', '--tools', 'tools.mjs'], { stdout: /^Write one Python program[^]*def price/ }],
  ],
  replay: [
    [['replay', 'trip.json'], { stdout: 'to Lima\n6\n', stderr: 'as recorded\n' }],
    [
      ['replay', 'trip.json', '--code', 'changed.py'],
      { code: 6, stderr: /divergence: line 2: price\(good="milk"\), where price\(good="tea"\)/ },
    ],
  ],
  report: [[['report', 'trip.json'], { stdout: 'trip.html\n' }]],
  inbox: [[['inbox', 'app.mjs', '--port', '0'], { stdout: /^The inbox is open/, page: /pay/ }]],
  serve: [
    [
      ['serve', '--port', '0', '--without-token'],
      { stdout: /^The service listens at/, page: /"openapi":"3\.1/, at: 'openapi.json' },
    ],
  ],
  play: [[['play', '--port', '0'], { stdout: /^The playground is open/, page: /<title>/ }]],
  doctor: [
    [['doctor'], { stdout: /✓ interpreter[^]*✓ worker processes[^]*✓ type checker/ }],
    [['doctor', '--json'], { stdout: /"state": "works"/ }],
  ],
  completion: [
    [['completion', 'bash'], { stdout: /complete -F _monty_node monty-node/ }],
    [['completion', 'zsh'], { stdout: /compdef _monty_node monty-node/ }],
    [['completion', 'fish'], { stdout: /complete -c monty-node/ }],
  ],
  help: [[['help', 'run'], { stdout: /^Usage: monty-node run/ }]],
}

const installed = join(process.cwd(), 'node_modules', 'monty-node')
const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
const main = join(installed, bin['monty-node'])

function begin(args, stdin = '') {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder })
  const ran = { code: undefined, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (ran.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (ran.stderr += text))
  child.stdin.on('error', () => {}).end(stdin)
  const ended = new Promise((resolve) => {
    child.on('close', (code) => resolve({ ...ran, code }))
  })
  return { child, ran, ended }
}

const fits = (text, wanted) => (typeof wanted === 'string' ? text === wanted : wanted.test(text))

async function pageAt(stdout, path = '') {
  const [address] = /http:\S+/.exec(stdout)
  const welcome = await fetch(address, { redirect: 'manual' })
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0]
  const headers = cookie === undefined ? {} : { cookie }
  return (await fetch(new URL(`/${path}`, address), { headers })).text()
}

/** The differences between the actual and the expected result of a command. */
async function wrongs(args, { stdin, stdout = /^/, stderr = /^/, code = 0, page, at }) {
  const { child, ran, ended } = begin(args, stdin)
  let shown = ''
  if (page !== undefined) {
    while (!ran.stdout.includes('\n') && child.exitCode === null) await sleep(20)
    if (child.exitCode === null) shown = await pageAt(ran.stdout, at)
    child.kill('SIGINT')
  }
  const came = await ended
  return [
    // Windows terminates a process that receives Ctrl-C from another one.
    came.code !== code && process.platform !== 'win32' && `exit code ${came.code}`,
    !fits(came.stdout, stdout) && `stdout ${JSON.stringify(came.stdout.slice(0, 300))}`,
    !fits(came.stderr, stderr) && `stderr ${JSON.stringify(came.stderr.slice(0, 300))}`,
    page !== undefined && !fits(shown, page) && `page ${JSON.stringify(shown.slice(0, 300))}`,
  ].filter((wrong) => wrong !== false)
}

mkdirSync(folder)
const failed = {}
try {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const help = await begin(['--help']).ended
  const [, list = ''] = /\nCommands:\n((?: {2}.*\n)+)/.exec(help.stdout) ?? []
  const named = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name)
  for (const name of new Set([...named, ...Object.keys(typed)])) {
    if (!named.includes(name) || typed[name] === undefined)
      failed[name] = 'only help or test has it'
    for (const [args, wanted] of typed[name] ?? []) {
      const wrong = await wrongs(args, wanted)
      if (wrong.length > 0) failed[args.join(' ')] = wrong.join('; ')
    }
    const shown = await begin([name, '--help']).ended
    if (name !== 'help' && !shown.stdout.startsWith(`Usage: monty-node ${name}`)) {
      failed[`${name} --help`] = shown.stderr
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(JSON.stringify(failed))
