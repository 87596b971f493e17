import { Monty, MontyRuntimeError, runMontyAsync, type RunOptions } from 'monty-node'
import { Monty as CompatMonty } from 'monty-node/compat'

const program: Monty = new Monty('x + await double(x)', { inputs: ['x'] })
const options: RunOptions = { inputs: { x: 41 } }

export async function answer(): Promise<unknown> {
  try {
    return await runMontyAsync(program, {
      ...options,
      externalFunctions: { double: async (n: number) => n * 2 },
    })
  } catch (error) {
    if (error instanceof MontyRuntimeError) return error.code
    throw error
  }
}

export const bytes: Uint8Array = program.dump()
export const compat: unknown = new CompatMonty('1').run()

// @ts-expect-error: a program is text.
export const wrong = () => new Monty(1)
