import { Monty } from 'monty-node'

const program = new Monty('x: int = "one"\n1 + 1')

async function findingOf(check) {
  try {
    await check()
    return 'none'
  } catch (error) {
    return error.diagnostics?.[0].code ?? { code: error.code, message: error.message }
  }
}

console.log(
  JSON.stringify({
    run: program.run(),
    inProcess: await findingOf(() => program.typeCheck()),
    isolated: await findingOf(() => program.typeCheckAsync('', { isolation: 'process' })),
  }),
)
