import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** Serves a Fetch handler on this machine. Frameworks such as Hono and Next do this by themselves. */
export async function serve(
  handle: (request: Request) => Promise<Response>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', headers, url = '/' } = incoming
    const body = method === 'POST' ? { body: new Uint8Array(await buffer(incoming)) } : {}
    const given = Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    const response = await handle(
      new Request(`http://${headers.host}${url}`, { method, headers: given, ...body }),
    )
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(await response.text())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
