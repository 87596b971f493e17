import { CliError } from '../cli-error.js'

/** The environment variable with the tokens, which process lists do not show. */
export const TOKEN_VARIABLE = 'MONTY_NODE_TOKEN'

const MIN_LENGTH = 16
const DEFAULT_TENANT = 'default'

/** The valid tokens, each for a tenant, stored as digests. */
export class Tokens {
  readonly #known: ReadonlyArray<{ readonly tenant: string; readonly digest: Buffer }>

  constructor(given: ReadonlyArray<{ readonly tenant: string; readonly token: string }>) {
    this.#known = given.map(({ tenant, token }) => ({ tenant, digest: digestOf(token) }))
  }

  /** The tenant of a request's token; `undefined` without a valid one. */
  tenantOf(request: Request): string | undefined {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
    if (token === undefined) return undefined
    const digest = digestOf(token)
    const { timingSafeEqual } = process.getBuiltinModule('node:crypto')
    return this.#known.find((one) => timingSafeEqual(one.digest, digest))?.tenant
  }
}

/**
 * The tokens of `--token`, or else of the environment: `TOKEN`, or `TENANT=TOKEN`, several of the
 * latter separated by blanks.
 *
 * @throws CliError for a token that is too short, and for duplicates
 */
export function tokensOf(
  given: readonly string[] | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Tokens | undefined {
  const texts = given ?? (env[TOKEN_VARIABLE] ?? '').split(/\s+/).filter((text) => text !== '')
  if (texts.length === 0) return undefined
  if (texts.some((text) => text.includes(','))) {
    throw new CliError(
      `a token has no commas: give --token once for each, and separate those of ${TOKEN_VARIABLE} by blanks`,
    )
  }
  const tokens = texts.map(parsed)
  const short = tokens.find(({ token }) => token.length < MIN_LENGTH)
  if (short !== undefined) {
    throw new CliError(
      `the token of ${short.tenant} can be guessed: it needs ${MIN_LENGTH} characters or more, such as openssl rand -hex 24 gives`,
    )
  }
  if (new Set(tokens.map(({ token }) => token)).size < tokens.length) {
    throw new CliError('two tenants have the same token')
  }
  return new Tokens(tokens)
}

function parsed(text: string): { tenant: string; token: string } {
  const [, tenant, token] = /^([\w.-]+)=(.+)$/.exec(text) ?? []
  // A text that ends with = is base64.
  if (tenant === undefined || token === undefined || /^=*$/.test(token)) {
    return { tenant: DEFAULT_TENANT, token: text }
  }
  return { tenant, token }
}

const digestOf = (token: string): Buffer =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(token).digest()
