import { MontyRuntime, pythonService } from '../../index.js'
import { CliError } from '../cli-error.js'
import { ExitCode } from '../exit-code.js'
import { needInterpreter } from '../interpreter.js'
import { environmentOf } from '../options/environment.js'
import { mountsOf, WORKING_DIRECTORY } from '../options/files.js'
import type { ServeFlags } from '../options/flags.js'
import { limitsIn } from '../options/limits.js'
import { colorsFor } from '../terminal/colors.js'
import { plainText } from '../terminal/plain-text.js'
import { loadTools } from '../tools/load.js'
import { isLocalName } from './local-key.js'
import { serve, type Served, untilEnded } from './server.js'
import { TOKEN_VARIABLE, tokensOf } from './tokens.js'

const DEFAULT_RUNS = 16
const DEFAULT_TIMEOUT_MS = 60_000

type Authenticate = (request: Request) => string | undefined

/** Serves runs of Python until the process is ended. */
export async function serveRuns(flags: ServeFlags): Promise<number> {
  const authenticate = authenticationOf(flags)
  needInterpreter()
  const loaded = await loadTools(flags.tools)
  const runtime = new MontyRuntime({
    ...loaded,
    files: mountsOf(flags.files ?? []),
    cwd: WORKING_DIRECTORY,
    env: environmentOf(flags.env ?? []),
    isolation: flags.isolation,
    typeCheck: flags.typeCheck === true,
    timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
    limits: limitsIn(flags as unknown as Record<string, unknown>),
    tenants: { maxRuns: flags.maxRuns ?? DEFAULT_RUNS },
  })
  try {
    const service = pythonService(runtime, { authenticate })
    const served = await serve(flags.quiet === true ? service : logged(service), flags)
    const ended = untilEnded()
    greet(served, flags)
    await ended
    await served.close()
  } finally {
    await runtime.close()
  }
  return ExitCode.ok
}

/**
 * Authenticates requests. @throws CliError when that would admit all of them without
 * `--without-token`
 */
function authenticationOf({ token, withoutToken, host }: ServeFlags): Authenticate {
  const tokens = tokensOf(token)
  if (withoutToken === undefined) {
    if (tokens !== undefined) return (request) => tokens.tenantOf(request)
    throw new CliError(
      `serve needs a token, without which anybody could run Python here: set ${TOKEN_VARIABLE} to what ` +
        'openssl rand -hex 24 gives, or say --without-token to let in the programs of this machine',
    )
  }
  if (token !== undefined) throw new CliError('--without-token and --token contradict each other')
  if (!isLocalName(host)) {
    throw new CliError(
      `--without-token is for this machine only, and --host ${host} is for others too`,
    )
  }
  return (request) => (isOfThisMachine(request) ? 'local' : undefined)
}

/**
 * Whether a request comes from a local program, and not from a web page: browsers send the page's
 * origin, or the host name is not a local one.
 */
function isOfThisMachine(request: Request): boolean {
  const { hostname, host } = new URL(request.url)
  const origin = request.headers.get('origin')
  return isLocalName(hostname) && (origin === null || origin === `http://${host}`)
}

/** Logs a line for each request. */
function logged(service: (request: Request) => Promise<Response>): typeof service {
  const { dim, red } = colorsFor(process.stderr)
  return async (request) => {
    const began = performance.now()
    const response = await service(request)
    const { status } = response
    const { pathname } = new URL(request.url)
    const code = status < 400 ? String(status) : red(String(status))
    const ms = (performance.now() - began).toFixed(0)
    console.error(
      `${dim(new Date().toISOString())} ${code} ${request.method} ${plainText(pathname)} ${dim(`${ms} ms`)}`,
    )
    return response
  }
}

function greet({ url }: Served, { host, withoutToken }: ServeFlags): void {
  const token = withoutToken === undefined ? ` -H "Authorization: Bearer $${TOKEN_VARIABLE}"` : ''
  console.log(`The service listens at ${url}`)
  console.error(`Try it: curl${token} -d '{"code": "1 + 1"}' ${url}runs`)
  if (!isLocalName(host))
    console.error('Tokens travel as they are: have a server with TLS in front.')
  console.error('Ctrl-C ends it.')
}
