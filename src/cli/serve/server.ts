import { nodeListener } from '../../index.js'
import { CliError, messageOf } from '../cli-error.js'

type Handle = (request: Request) => Promise<Response>

/** A running server. */
export interface Served {
  /** Its address, with a trailing slash. */
  readonly url: string
  close(): Promise<void>
}

/** Serves a Fetch handler over HTTP. */
export async function serve(
  handle: Handle,
  { host, port }: { host: string; port: number },
): Promise<Served> {
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer(nodeListener(handle))
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      reject(new CliError(refusalText(error, host, port)))
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      resolve()
    })
  })
  const address = server.address() as import('node:net').AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Explains why a server cannot listen, with advice. */
function refusalText(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} is taken, perhaps by another monty-node: --port 0 takes one that is free`
    case 'EACCES':
      return `port ${port} is not for everybody: --port 0 takes one that is free`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine: 0.0.0.0 is all of them, 127.0.0.1 is this machine alone`
    default:
      return `cannot listen: ${messageOf(error)}`
  }
}

/** Waits for Ctrl-C or SIGTERM. */
export const untilEnded = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
