const COOKIE = 'monty-node-key'

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

  /** Whether a request has the key. */
  opens(request: Request): boolean {
    const { hostname } = new URL(request.url)
    // A name that somebody else gave this machine, to have a browser take their page for ours.
    if (!isLocalName(hostname)) return false
    const cookies = request.headers.get('cookie') ?? ''
    return cookies.split(/;\s*/).some((one) => this.#is(one.slice(COOKIE.length + 1), one))
  }

  /** The answer to who comes with the key in the address; `undefined` for everybody else. */
  welcome(request: Request): Response | undefined {
    const url = new URL(request.url)
    const given = url.searchParams.get('key')
    if (given === null || !this.#is(given)) return undefined
    url.searchParams.delete('key')
    // What begins with two slashes would lead to another host.
    const location = `/${url.pathname.replace(/^\/+/, '')}${url.search}`
    const cookie = `${COOKIE}=${this.#key}; Path=/; HttpOnly; SameSite=Strict`
    return new Response(null, { status: 303, headers: { location, 'set-cookie': cookie } })
  }

  #is(given: string, whole = `${COOKIE}=`): boolean {
    const [one, other] = [Buffer.from(given), Buffer.from(this.#key)]
    const { timingSafeEqual } = process.getBuiltinModule('node:crypto')
    return (
      whole.startsWith(`${COOKIE}=`) && one.length === other.length && timingSafeEqual(one, other)
    )
  }
}
