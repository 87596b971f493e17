import type { IncomingMessage, ServerResponse } from 'node:http'
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
  const server = createServer((incoming, outgoing) => {
    void answer(handle, incoming, outgoing)
  })
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

async function answer(
  handle: Handle,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const request = requestOf(incoming, gone.signal)
  if (request === undefined) {
    outgoing.writeHead(400)
    outgoing.end('The request makes no sense.')
    return
  }
  try {
    const response = await handle(request)
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    if (response.body === null || incoming.method === 'HEAD') outgoing.end()
    else {
      for await (const chunk of response.body) {
        if (outgoing.destroyed) break
        if (!outgoing.write(chunk)) await untilDrained(outgoing)
      }
    }
    outgoing.end()
  } catch (error) {
    console.error(error)
    if (!outgoing.headersSent) outgoing.writeHead(500)
    outgoing.end('Something failed here.')
  }
}

/** Waits until a slow client has read the data, or is gone. */
const untilDrained = (outgoing: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      outgoing.off('drain', go)
      outgoing.off('close', go)
      resolve()
    }
    outgoing.on('drain', go)
    outgoing.on('close', go)
  })

/** Converts a request to a Fetch request; `undefined` if its address or method is invalid. */
function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  const method = incoming.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const { Readable } = process.getBuiltinModule('node:stream')
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}
  try {
    const origin = new URL(`http://${incoming.headers.host || 'localhost'}`)
    // Anything else in the header would become part of the path.
    if (origin.href !== `${origin.origin}/`) return undefined
    const url = `${origin.origin}${incoming.url ?? '/'}`
    return new Request(url, { method, headers, signal, ...body } as RequestInit)
  } catch {
    return undefined
  }
}

/** Waits for Ctrl-C or SIGTERM. */
export const untilEnded = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
