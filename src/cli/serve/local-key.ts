/**
 * The name of the cookie: browsers send cookies to all ports of a host, so that each port needs its
 * own name.
 */
const cookieAt = ({ port }: URL): string => `monty-node-key-${port || 80}`

/** Whether a host name or address is a loopback one. */
export const isLocalName = (name: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(name)

/**
 * Authenticates the user of the terminal: the printed address contains a key, which the browser
 * stores as a cookie. Other programs and pages, which may reach the same port, do not have it.
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

  /** Whether a request has the key and comes from a page of this server. */
  opens(request: Request): boolean {
    const url = new URL(request.url)
    // Against DNS rebinding: another name may resolve to this machine.
    if (!isLocalName(url.hostname)) return false
    // Browsers also send the cookie with requests of pages from other local servers.
    if (isOfAnotherPage(request, url)) return false
    const start = `${cookieAt(url)}=`
    const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/)
    return cookies.some((one) => one.startsWith(start) && this.#is(one.slice(start.length)))
  }

  /** The reply to a request with the key in its address; `undefined` for all others. */
  welcome(request: Request): Response | undefined {
    const url = new URL(request.url)
    const given = url.searchParams.get('key')
    if (given === null || !this.#is(given)) return undefined
    url.searchParams.delete('key')
    // A path of two slashes would redirect to another host.
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

/** Whether a request comes from a page of another server, which may only link to this one. */
function isOfAnotherPage({ method, headers }: Request, url: URL): boolean {
  const origin = headers.get('origin')
  // The origin of our own forms is opaque.
  if (origin !== null && origin !== 'null' && origin !== url.origin) return true
  const site = headers.get('sec-fetch-site')
  const isReading = method === 'GET' || method === 'HEAD'
  return !isReading && site !== null && site !== 'same-origin' && site !== 'none'
}
