import { MontyRuntime, tool } from 'monty-node'

/*
 * What a run keeps of tools' errors that hold a megabyte each. Argument: the isolation. Prints, for each place where the
 * megabyte can be, by how much the heap had grown at the last of the calls, in MiB, and how the run ended.
 */

const CALLS = 120
const isolation = process.argv[2] as 'none' | 'process'

const errors = {
  message: (text: string) => new Error(text),
  cause: (text: string) =>
    new Error('short', { cause: new Error('why', { cause: new Error(text) }) }),
  several: (text: string) => new AggregateError([new Error('one'), new Error(text)], 'several'),
  stack: (text: string) => Object.assign(new Error('short'), { stack: text }),
  answer: (text: string) =>
    Object.assign(new Error('short'), { response: { status: 500, body: { text } } }),
  bytes: (text: string) => Object.assign(new Error('short'), { body: Buffer.from(text) }),
  named: (text: string) => ({ type: 'ValueError', message: text }),
}

function heapBytes(): number {
  // The memory of buffers that one collection found to be unused is given back by the next at the latest.
  for (let time = 0; time < 3; time++) globalThis.gc!()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function play(failure: (text: string) => unknown) {
  let calls = 0
  let before = 0
  let grewMib = 0
  const bad = tool({
    input: {},
    execute: async () => {
      if (calls === 0) before = heapBytes()
      if (++calls === CALLS) grewMib = (heapBytes() - before) / 2 ** 20
      // A text of its own, and not one that is put together when it is read.
      throw failure(Buffer.alloc(1_000_000, 97 + (calls % 26)).toString('latin1'))
    },
  })
  const runtime = new MontyRuntime({ isolation, tools: { bad } })
  const outcome = await runtime.execute(code).outcome
  await runtime.close()
  const hasCause = outcome.status === 'error' && outcome.error.cause !== undefined
  return { grewMib, hasCause }
}

const code = `
n = 0
for i in range(${CALLS - 1}):
    try:
        await bad()
    except Exception:
        n += 1
await bad()
`
const found: Record<string, unknown> = {}
for (const [where, failure] of Object.entries(errors)) found[where] = await play(failure)
console.log(JSON.stringify(found))
