import { CliError } from '../cli-error.js'

/** The environment variable that tokens are in, so that no list of processes shows them. */
export const TOKEN_VARIABLE = 'MONTY_NODE_TOKEN'

const LEAST_LENGTH = 16
const USUAL_TENANT = 'default'

/** The tokens that let in, each for a tenant. They are known by their digests. */
export class Tokens {
  readonly #known: ReadonlyArray<{ readonly tenant: string; readonly digest: Buffer }>

  constructor(given: ReadonlyArray<{ readonly tenant: string; readonly token: string }>) {
    this.#known = given.map(({ tenant, token }) => ({ tenant, digest: digestOf(token) }))
  }

  /** Whose token a request has; `undefined` for none, or one that is not known. */
  tenantOf(request: Request): string | undefined {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
    if (token === undefined) return undefined
    const digest = digestOf(token)
    const { timingSafeEqual } = process.getBuiltinModule('node:crypto')
    return this.#known.find((one) => timingSafeEqual(one.digest, digest))?.tenant
  }
}

/**
 * The tokens of `--token`, or else of the environment: `TOKEN`, or `TENANT=TOKEN`, several of the latter with
 * blanks between them.
 *
 * @throws CliError for one that could be guessed, and for two that are the same
 */
export function tokensOf(
  given: readonly string[] | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Tokens | undefined {
  const texts = given ?? (env[TOKEN_VARIABLE] ?? '').split(/\s+/).filter((text) => text !== '')
  if (texts.length === 0) return undefined
  const tokens = texts.map(parsed)
  const short = tokens.find(({ token }) => token.length < LEAST_LENGTH)
  if (short !== undefined) {
    throw new CliError(
      `the token of ${short.tenant} can be guessed: it needs ${LEAST_LENGTH} characters or more, such as openssl rand -hex 24 gives`,
    )
  }
  if (new Set(tokens.map(({ token }) => token)).size < tokens.length) {
    throw new CliError('two tenants have the same token')
  }
  return new Tokens(tokens)
}

function parsed(text: string): { tenant: string; token: string } {
  const [, tenant, token] = /^([\w.-]+)=(.+)$/.exec(text) ?? []
  // What ends with = is base64.
  if (tenant === undefined || token === undefined || /^=*$/.test(token)) {
    return { tenant: USUAL_TENANT, token: text }
  }
  return { tenant, token }
}

const digestOf = (token: string): Buffer =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(token).digest()
