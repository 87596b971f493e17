/** The name of the cookie: browsers give it to all servers of this machine, so that each port needs its own. */
const cookieAt = ({ port }: URL): string => `monty-node-key-${port || 80}`

/** Whether a name or an address is this machine's, and seen from it only. */
export const isLocalName = (name: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(name)

/**
 * Lets in who has the address that was printed in the terminal: it has a key, which the browser keeps as a
 * cookie from then on. Programs and pages of others, which may reach the same port, do not have it.
 */
export class LocalKey {
  readonly #key: string

  constructor() {
    this.#key = process.getBuiltinModule('node:crypto').randomBytes(24).toString('base64url')
  }

  /** The address to open. */
  addressAt(url: string): string {
    return `${url}?key=${this.#key}`
  }

  /** Whether a request has the key, and comes from a page of ours. */
  opens(request: Request): boolean {
    const url = new URL(request.url)
    // A name that somebody else gave this machine, to have a browser take their page for ours.
    if (!isLocalName(url.hostname)) return false
    // Browsers send the cookie along with what pages of other servers of this machine ask for.
    if (isOfAnotherPage(request, url)) return false
    const start = `${cookieAt(url)}=`
    const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/)
    return cookies.some((one) => one.startsWith(start) && this.#is(one.slice(start.length)))
  }

  /** The answer to who comes with the key in the address; `undefined` for everybody else. */
  welcome(request: Request): Response | undefined {
    const url = new URL(request.url)
    const given = url.searchParams.get('key')
    if (given === null || !this.#is(given)) return undefined
    url.searchParams.delete('key')
    // What begins with two slashes would lead to another host.
    const location = `/${url.pathname.replace(/^\/+/, '')}${url.search}`
    const cookie = `${cookieAt(url)}=${this.#key}; Path=/; HttpOnly; SameSite=Strict`
    return new Response(null, { status: 303, headers: { location, 'set-cookie': cookie } })
  }

  #is(given: string): boolean {
    const [one, other] = [Buffer.from(given), Buffer.from(this.#key)]
    const { timingSafeEqual } = process.getBuiltinModule('node:crypto')
    return one.length === other.length && timingSafeEqual(one, other)
  }
}

/** Whether a request is what a page of another server does, which may not see more of ours than that it is there. */
function isOfAnotherPage({ method, headers }: Request, url: URL): boolean {
  const origin = headers.get('origin')
  // Our own forms say that they come from nowhere.
  if (origin !== null && origin !== 'null' && origin !== url.origin) return true
  const site = headers.get('sec-fetch-site')
  const isReading = method === 'GET' || method === 'HEAD'
  return !isReading && site !== null && site !== 'same-origin' && site !== 'none'
}
