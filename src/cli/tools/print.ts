import { MontyRuntime, stubs } from '../../index.js'
import { limitsIn } from '../options/limits.js'
import { loadTools } from './load.js'

/** Prints the declarations of the tools of a module. */
export async function printStubs(file: string): Promise<void> {
  const { tools, modules } = await loadTools(file)
  process.stdout.write(stubs(tools, { modules }))
}

/** Prints the prompt for a model that uses the tools of a module. */
export async function printPrompt(file: string | undefined, flags: object): Promise<void> {
  const loaded = await loadTools(file)
  const limits = limitsIn(flags as Record<string, unknown>)
  await using runtime = new MontyRuntime({ ...loaded, limits, isolation: 'none' })
  console.log(runtime.prompt())
}
