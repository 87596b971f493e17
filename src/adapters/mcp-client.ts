import {
  checkNames,
  checkSchema,
  Fitting,
  givesText,
  MontyUsageError,
  MontyValueError,
  namesOf,
  PythonModule,
  pythonNamesOf,
  stubs,
  toJson,
  tool,
} from '../internals.js'
import type { JsonValue } from '../core/values/json.js'
import type { JsonSchema, JsonSchemaObject } from '../host/json-schema.js'
import type { Tool, ToolSet } from '../host/tool.js'
import type { Extension } from '../runtime/extensions.js'
import { callTool, listTools, type McpClient, type McpResult, type McpTool } from './mcp-wire.js'

/** A failure that a server's tool reported. Python gets a `RuntimeError`. */
class McpToolError extends Error {
  override name = 'RuntimeError'
}

/** Options of {@link mcpServers}. */
export interface McpServersOptions {
  /**
   * Whether a tool's calls need an approval. Default: tools that their server marks as destructive.
   */
  needsApproval?: (server: string, tool: McpTool) => boolean
}

/**
 * Offers the tools of MCP servers as Python modules, one per server, and a function that searches
 * them.
 *
 * @param clients connected clients of `@modelcontextprotocol/client`, or of version 1,
 * `@modelcontextprotocol/sdk`, by the names that Python imports them by
 *
 * @example
 * ```ts
 * const servers = await mcpServers({ github: client })
 * const runtime = new MontyRuntime({ extensions: [servers] })
 * await runtime.execute('import github\nawait github.create_issue(title="…")').value()
 * ```
 */
export async function mcpServers(
  clients: Readonly<Record<string, McpClient>>,
  options: McpServersOptions = {},
): Promise<Extension> {
  checkClients(clients)
  checkOptions(options)
  const servers = await Promise.all(
    Object.entries(clients).map(async ([server, client]) => {
      const tools = await listTools(client)
      return [server, toolSet(server, client, tools, options)] as const
    }),
  )
  const modules = Object.fromEntries(
    servers.map(([name, tools]) => [name, new PythonModule(tools)]),
  )
  const names = servers.map(([name]) => name)
  return {
    name: 'mcp',
    modules,
    tools: { search_tools: searchTool(servers) },
    prompt: `Tools of servers are in the modules ${names.join(', ')}. print(search_tools("words")) finds some by what they do.`,
  }
}

function checkOptions(options: McpServersOptions): void {
  checkNames(options, namesOf<McpServersOptions>({ needsApproval: true }), 'mcpServers')
  const { needsApproval } = options
  if (needsApproval === undefined || typeof needsApproval === 'function') return
  throw new MontyUsageError('needsApproval of mcpServers must be a function of server and tool')
}

function checkClients(clients: Readonly<Record<string, McpClient>>): void {
  const isClient = (value: unknown): boolean =>
    typeof (value as Partial<McpClient> | undefined)?.listTools === 'function'
  if (typeof clients !== 'object' || isClient(clients)) {
    throw new MontyUsageError(
      'mcpServers needs clients by name, as in mcpServers({ shop: client })',
    )
  }
  for (const [name, client] of Object.entries(clients)) {
    if (isClient(client)) continue
    throw new MontyUsageError(
      `${name} must be a connected client, as in mcpServers({ ${name}: client })`,
    )
  }
}

function toolSet(
  server: string,
  client: McpClient,
  tools: readonly McpTool[],
  options: McpServersOptions,
): ToolSet {
  const { needsApproval = isDestructive } = options
  const pythonNames = pythonNamesOf(tools.map(({ name }) => name))
  return Object.fromEntries(
    tools.map((one, index) => [
      pythonNames[index]!,
      remoteTool(client, one, needsApproval(server, one)),
    ]),
  )
}

const isDestructive = (_server: string, { annotations }: McpTool): boolean =>
  annotations?.destructiveHint === true

function remoteTool(client: McpClient, remote: McpTool, needsApproval: boolean): Tool {
  const { name, description, outputSchema } = remote
  const accepted = remote.inputSchema as JsonSchema
  const given = outputSchema as JsonSchema | undefined
  // Arguments are sent as JSON, in which dates are text.
  const asText = new Fitting(accepted, 'text')
  const made = tool({
    ...(description === undefined ? {} : { description }),
    input: isReadable(accepted) ? accepted : namesOnly(accepted),
    ...(given === undefined || !isReadable(given) ? {} : { output: withTextDates(given) }),
    needsApproval,
    async execute(input: Record<string, unknown>, { signal }) {
      const sent = jsonOf(name, asText.fit(input) as typeof input)
      const result = await callTool(client, name, sent, signal)
      return valueOf(name, result, outputSchema !== undefined)
    },
  })
  return givesText(made)
}

/** Converts arguments to JSON: values that this would change or lose are refused. */
function jsonOf(name: string, input: Record<string, unknown>): Record<string, JsonValue> {
  try {
    return toJson(input) as Record<string, JsonValue>
  } catch (error) {
    if (!(error instanceof MontyValueError)) throw error
    const problem = `${name}() was given what no MCP server can be sent: ${error.message}`
    throw new TypeError(problem, { cause: error })
  }
}

/** A copy of a schema in which dates are plain text, as they are in results of servers. */
function withTextDates<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withTextDates) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema)
    .filter(([keyword, value]) => keyword !== 'format' || typeof value !== 'string')
    .map(([keyword, value]) => [keyword, withTextDates(value)])
  return Object.fromEntries(entries) as T
}

/** Whether a schema has no mistakes. A user of a server cannot correct its schemas. */
function isReadable(schema: JsonSchema): boolean {
  try {
    checkSchema(schema, 'schema')
    return true
  } catch {
    return false
  }
}

/** Reduces an invalid schema to the names of arguments: the server checks the rest. */
function namesOnly(schema: JsonSchema): JsonSchema {
  const { properties } = schema as JsonSchemaObject
  const names = Object.keys(properties ?? {})
  return { type: 'object', properties: Object.fromEntries(names.map((name) => [name, true])) }
}

/** Extracts structured content if the tool has a schema for it, else the text, else all parts. */
function valueOf(name: string, result: McpResult, isStructured: boolean): unknown {
  const { content, structuredContent, isError } = answerOf(name, result)
  const texts = content.flatMap(({ type, text }) =>
    type === 'text' ? [typeof text === 'string' ? text : ''] : [],
  )
  if (isError === true) throw new McpToolError(texts.join('\n') || `${name} failed`)
  if (isStructured || structuredContent !== undefined) return structuredContent
  return texts.length === content.length ? texts.join('\n') : content
}

/** Extracts the valid parts of a server's answer: servers may violate the protocol. */
function answerOf(name: string, result: unknown): McpResult & Required<Pick<McpResult, 'content'>> {
  if (typeof result !== 'object' || result === null) {
    throw new McpToolError(`${name} gave no answer`)
  }
  const { content, ...rest } = result as McpResult
  const parts: readonly unknown[] = Array.isArray(content) ? content : []
  const isPart = (part: unknown): part is { type: string } =>
    typeof part === 'object' && part !== null
  return { ...rest, content: parts.filter(isPart) }
}

const MAX_FOUND = 10

function searchTool(servers: ReadonlyArray<readonly [string, ToolSet]>): Tool {
  return tool<{ query: string }, string>({
    description:
      'Finds tools of servers by words in their names and descriptions; gives declarations.',
    input: {
      type: 'object',
      properties: { query: { type: 'string' } },
      required: ['query'],
      additionalProperties: false,
    },
    output: { type: 'string' },
    // The same as the search of `discovery: 'search'`, which finds these tools too.
    async: false,
    replay: 'always',
    execute({ query }) {
      const words = query
        .toLowerCase()
        .split(/\W+/)
        .filter((word) => word !== '')
      const found = servers
        .flatMap(([server, tools]) =>
          Object.entries(tools).map(([name, one]) => ({
            server,
            name,
            one,
            score: score(words, name, one),
          })),
        )
        .filter((candidate) => candidate.score > 0)
        .toSorted((a, b) => b.score - a.score)
        .slice(0, MAX_FOUND)
      return found
        .map(({ server, name, one }) => `# ${server}.${name}\n${stubs({ [name]: one }).trim()}`)
        .join('\n\n')
    },
  })
}

/** Scores a match; words in the name count double. */
function score(words: readonly string[], name: string, { description = '' }: Tool): number {
  const [title, text] = [name.toLowerCase(), description.toLowerCase()]
  return words.reduce(
    (sum, word) => sum + (title.includes(word) ? 2 : 0) + (text.includes(word) ? 1 : 0),
    0,
  )
}
