import { MontyRuntime, tool, useWasm } from 'monty-node/wasm'

const [code, run, stop, status, output] = ['code', 'run', 'stop', 'status', 'output'].map((id) =>
  document.querySelector(`#${id}`),
)

code.value = `primes = [n for n in range(2, 50) if all(n % d for d in range(2, n))]
print('primes:', primes)
await title(f'{len(primes)} primes')
sum(primes)`

// Served beside the page, from the package `monty-node-wasm32`; the type checker is found beside it, at the first check.
await useWasm(new URL('monty-node.wasm', document.baseURI))
const runtime = new MontyRuntime({
  limits: { maxDurationMs: 10_000, maxMemoryBytes: 64 * 1024 * 1024 },
  tools: {
    title: tool({
      description: 'Names the page.',
      input: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
      execute: ({ text }) => {
        document.title = text
      },
    }),
  },
})
status.textContent = 'ready'

let running

run.addEventListener('click', async () => {
  running = new AbortController()
  run.disabled = true
  stop.disabled = false
  status.textContent = 'running'
  output.textContent = ''
  const execution = runtime.execute(code.value, { signal: running.signal })
  for await (const event of execution.events) {
    if (event.type === 'stdout') output.textContent += event.text
  }
  const outcome = await execution.outcome
  status.textContent = outcome.status
  output.textContent +=
    outcome.status === 'ok' ? `→ ${JSON.stringify(outcome.value)}` : (outcome.error?.message ?? '')
  run.disabled = false
  stop.disabled = true
})
stop.addEventListener('click', () => running?.abort())
