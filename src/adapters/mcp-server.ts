import type { InputRequests, McpHttpHandler, McpServer } from '@modelcontextprotocol/server'
import type { serveStdio, ServeStdioOptions } from '@modelcontextprotocol/server/stdio'
import {
  checkNames,
  checkTurnless,
  FailedTurns,
  isText,
  isUtf8,
  modelAnswer,
  namesOf,
  pythonTool,
  shownInput,
} from '../internals.js'
import type { Artifact, Decision, Outcome, PendingCall } from '../host/outcome.js'
import type { MontyRuntime } from '../runtime/runtime.js'
import { serverLibrary, stdioLibrary } from './mcp-library.js'
import type { PythonToolCall, PythonToolSettings } from '../runtime/python-tool.js'
import type { Turn } from '../runtime/turns.js'

/** Settings of a server. */
export interface PythonServerSettings extends Pick<PythonToolSettings, 'name' | 'onOutcome'> {
  /** The server's name. Default `'monty-node'`. */
  serverName?: string
  /** The server's version. Default `'1.0.0'`. */
  serverVersion?: string
  /**
   * Goes on from a program that failed in the same turn of a conversation (`execute(code, { after
   * })`). MCP has no notion of turns: this function identifies the turn of a call, whose `context`
   * is the server's, with the session and the authenticated user. It must return the same value for
   * all calls of one turn, and another for all other turns. Default: no program goes on from
   * another.
   */
  after?: (call: PythonToolCall) => Turn | undefined
}

/**
 * An MCP server that offers a runtime as one tool. A call that needs an approval asks the client's
 * user for it, and the client's answer resumes the run.
 *
 * @example
 * ```ts
 * await pythonServer(runtime).connect(transport)
 * ```
 */
export function pythonServer(
  runtime: MontyRuntime,
  settings: PythonServerSettings = {},
): McpServer {
  checkNames(
    settings,
    namesOf<PythonServerSettings>({
      name: true,
      onOutcome: true,
      serverName: true,
      serverVersion: true,
      after: true,
    }),
    'pythonServer',
  )
  const { serverName = 'monty-node', serverVersion = '1.0.0', ...toolSettings } = settings
  checkTurnless(toolSettings.after, 'MCP')
  const { name, description, inputSchema } = pythonTool(runtime, toolSettings)
  const turns = new FailedTurns<PythonToolCall>(runtime, toolSettings.after ?? false)
  const library = serverLibrary('pythonServer')
  const server = new library.McpServer({ name: serverName, version: serverVersion })
  server.registerTool(name, { description, inputSchema }, async ({ code }, context) => {
    const { signal, inputResponses } = context.mcpReq
    const state = context.mcpReq.requestState()
    const toolCallId = String(context.mcpReq.id)
    const turn = turns.turnOf({ signal, toolCallId, context })
    // The state is a token of the runtime, which is signed.
    const execution =
      typeof state === 'string'
        ? resumed(library, runtime, { token: state, responses: inputResponses, signal })
        : runtime.execute(code, { signal, ...goingOn(turns.take(turn)) })
    const outcome = await execution.outcome
    turns.record(turn, outcome)
    await settings.onOutcome?.(outcome, { toolCallId })
    return outcome.status === 'paused' ? questionOf(library, outcome) : contentOf(outcome)
  })
  return server
}

/**
 * Serves a runtime on this process's standard input and output.
 *
 * @example
 * ```ts
 * servePythonOverStdio(new MontyRuntime({ tools }))
 * ```
 */
export function servePythonOverStdio(
  runtime: MontyRuntime,
  settings?: PythonServerSettings,
  options?: ServeStdioOptions,
): ReturnType<typeof serveStdio> {
  return stdioLibrary('servePythonOverStdio').serveStdio(
    () => pythonServer(runtime, settings),
    options,
  )
}

/**
 * Serves a runtime over HTTP: the `fetch` method of the result answers requests, in any server.
 *
 * @example
 * ```ts
 * const handler = pythonHttpHandler(new MontyRuntime({ tools }))
 * const response = await handler.fetch(request)
 * ```
 */
export function pythonHttpHandler(
  runtime: MontyRuntime,
  settings?: PythonServerSettings,
): McpHttpHandler {
  return serverLibrary('pythonHttpHandler').createMcpHandler(() => pythonServer(runtime, settings))
}

const goingOn = (after: Outcome | undefined): { after?: Outcome } =>
  after === undefined ? {} : { after }

type Library = ReturnType<typeof serverLibrary>
type Responses = Parameters<Library['inputResponse']>[0]

const keyOf = ({ callId }: Pick<PendingCall, 'callId'>): string => `call-${callId}`

interface Answered {
  readonly token: string
  readonly responses: Responses
  readonly signal: AbortSignal
}

function resumed(
  { inputResponse }: Library,
  runtime: MontyRuntime,
  { token, responses, signal }: Answered,
): ReturnType<MontyRuntime['execute']> {
  const decisions = Object.keys(responses ?? {}).flatMap((key): Decision[] => {
    const callId = Number(/^call-(\d+)$/.exec(key)?.[1] ?? Number.NaN)
    const response = inputResponse(responses, key)
    if (!Number.isInteger(callId) || response.kind !== 'elicit') return []
    const isApproved = response.action === 'accept' && response.content?.['approve'] === true
    return [{ callId, action: isApproved ? 'approve' : 'deny' }]
  })
  return runtime.resume(token, decisions, { signal })
}

type Question = ReturnType<Library['inputRequired']>

/** Asks the client's user about each pending call. */
function questionOf(
  { inputRequired }: Library,
  { pending, token }: Outcome & { status: 'paused' },
): Question {
  const inputRequests: InputRequests = {}
  for (const call of pending) {
    const known = call.state === 'unknown' ? ' It may have been made before.' : ''
    const on = call.receiver === undefined ? '' : `${call.receiver}.`
    const place = call.within === undefined ? '' : ` in ${call.within.join(', ')}`
    inputRequests[keyOf(call)] = inputRequired.elicit({
      message: `Allow ${on}${call.name}(${shownInput(call.input)})${place}?${known}`,
      requestedSchema: {
        type: 'object',
        properties: { approve: { type: 'boolean', title: 'Allow this call' } },
        required: ['approve'],
      },
    })
  }
  return inputRequired({ inputRequests, requestState: token })
}

function contentOf(outcome: Outcome): { content: ContentBlock[]; isError: boolean } {
  const text = JSON.stringify(modelAnswer(outcome))
  const content = [{ type: 'text' as const, text }, ...outcome.artifacts.map(blockOf)]
  return { content, isError: outcome.status !== 'ok' }
}

type ContentBlock =
  | { type: 'text'; text: string }
  | { type: 'image' | 'audio'; data: string; mimeType: string; annotations: typeof FOR_USER }
  | {
      type: 'resource'
      resource: { uri: string; mimeType: string } & ({ text: string } | { blob: string })
      annotations: typeof FOR_USER
    }

const FOR_USER: { audience: Array<'user'> } = { audience: ['user'] }

/** Converts a file for the user to content that clients can show. */
function blockOf({ name, type, bytes }: Artifact): ContentBlock {
  const [data, annotations] = [Buffer.from(bytes), FOR_USER]
  const kind = /^(image|audio)\//.exec(type)?.[1] as 'image' | 'audio' | undefined
  if (kind !== undefined && type !== 'image/svg+xml') {
    return { type: kind, data: data.toString('base64'), mimeType: type, annotations }
  }
  const uri = `artifact:///${name.split('/').map(encodeURIComponent).join('/')}`
  const content =
    isText(type) && isUtf8(data) ? { text: data.toString() } : { blob: data.toString('base64') }
  return { type: 'resource', resource: { uri, mimeType: type, ...content }, annotations }
}
