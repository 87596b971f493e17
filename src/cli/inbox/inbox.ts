import { MontyRuntime } from '../../index.js'
import { approvalInbox } from '../../pages/inbox.js'
import { CliError } from '../cli-error.js'
import { ExitCode } from '../exit-code.js'
import { LocalKey } from '../serve/local-key.js'
import { serve, untilEnded } from '../serve/server.js'
import { importFile } from '../tools/import-file.js'

/** Serves the inbox of the exported runtimes to the local user. */
export async function inbox(file: string, { port }: { readonly port: number }): Promise<number> {
  const runtimes = runtimesIn(await importFile(file, 'inbox'), file)
  const key = new LocalKey()
  const name = process.getBuiltinModule('node:os').userInfo().username
  const handle = approvalInbox(runtimes, {
    authenticate: (request) => (key.opens(request) ? { id: name } : undefined),
    // The user of the terminal decides.
    authorize: () => true,
  })
  const served = await serve(async (request) => key.welcome(request) ?? handle(request), {
    host: '127.0.0.1',
    port,
  })
  const ended = untilEnded()
  console.log(`The inbox is open at ${key.addressAt(served.url)}`)
  console.error('Ctrl-C ends it.')
  await ended
  await served.close()
  return ExitCode.ok
}

function runtimesIn(exported: Record<string, unknown>, file: string): Record<string, MontyRuntime> {
  const entries = Object.entries(exported).filter(
    (entry): entry is [string, MontyRuntime] => entry[1] instanceof MontyRuntime,
  )
  if (entries.length > 0) return Object.fromEntries(entries)
  throw new CliError(`inbox: ${file} exports no MontyRuntime`)
}
