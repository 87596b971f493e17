import { ExitCode } from '../exit-code.js'
import { needInterpreter } from '../interpreter.js'
import { LocalKey } from '../serve/local-key.js'
import { serve, untilEnded } from '../serve/server.js'
import { loadTools } from '../tools/load.js'
import { EXAMPLE_TOOLS, EXAMPLES } from './examples.js'
import { Playground } from './playground.js'

/** Serves the playground to the local user. */
export async function play(flags: {
  readonly tools?: string
  readonly port: number
}): Promise<number> {
  const { tools: file, port } = flags
  needInterpreter()
  const loaded = file === undefined ? { tools: EXAMPLE_TOOLS, modules: {} } : await loadTools(file)
  const examples =
    file === undefined ? EXAMPLES : [{ name: 'Empty', code: '' }, ...EXAMPLES.slice(4)]
  const playground = new Playground(loaded, examples)
  void playground.warmUp()
  const key = new LocalKey()
  const handle = async (request: Request): Promise<Response> => {
    const welcome = key.welcome(request)
    if (welcome !== undefined) return welcome
    if (key.opens(request)) return playground.handle(request)
    return new Response('Open the address that was printed in the terminal.', { status: 401 })
  }
  const served = await serve(handle, { host: '127.0.0.1', port })
  const ended = untilEnded()
  console.log(`The playground is open at ${key.addressAt(served.url)}`)
  console.error('Ctrl-C ends it.')
  await ended
  await served.close()
  return ExitCode.ok
}
