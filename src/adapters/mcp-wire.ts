/** A tool as its server describes it. */
export interface McpTool {
  readonly name: string
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly inputSchema: object
  readonly outputSchema?: object | undefined
  readonly annotations?:
    | {
        readonly title?: string | undefined
        readonly readOnlyHint?: boolean | undefined
        readonly destructiveHint?: boolean | undefined
        readonly idempotentHint?: boolean | undefined
        readonly openWorldHint?: boolean | undefined
      }
    | undefined
}

/** A server's result of a call. */
export interface McpResult {
  readonly content?: ReadonlyArray<{ readonly type: string; readonly text?: string }>
  readonly structuredContent?: unknown
  readonly isError?: boolean | undefined
}

/** The required methods of a client; clients of both versions of the SDK have them. */
export interface McpClient {
  listTools(params?: { cursor: string }): Promise<{
    tools: readonly McpTool[]
    nextCursor?: string | undefined
  }>
  // Version 1 has a schema of results between the two parameters.
  callTool(
    params: { name: string; arguments: Record<string, unknown> },
    ...options: any[]
  ): Promise<object>
}

/** Maximum number of pages: a server may always announce one more. */
const MAX_PAGES = 1_000

/** Filters the valid tools of a server's list; other entries cannot be called. */
function toolsIn(listed: unknown): McpTool[] {
  if (!Array.isArray(listed)) return []
  return (listed as unknown[]).flatMap((one): McpTool[] => {
    if (typeof one !== 'object' || one === null) return []
    const { name, description, inputSchema, outputSchema, annotations, ...rest } =
      one as Partial<McpTool>
    if (typeof name !== 'string' || name === '') return []
    return [
      {
        ...rest,
        name,
        ...(typeof description === 'string' ? { description } : {}),
        inputSchema: isRecord(inputSchema) ? inputSchema : { type: 'object' },
        ...(isRecord(outputSchema) ? { outputSchema } : {}),
        ...(isRecord(annotations) ? { annotations } : {}),
      },
    ]
  })
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists all tools of a server. Version 1 of the SDK lists them page by page. */
export async function listTools(client: McpClient): Promise<McpTool[]> {
  const { tools, nextCursor } = await client.listTools()
  const all = toolsIn(tools)
  let cursor = nextCursor
  for (let page = 1; cursor !== undefined && cursor !== '' && page < MAX_PAGES; page++) {
    const next = await client.listTools({ cursor })
    all.push(...toolsIn(next.tools))
    cursor = next.nextCursor
  }
  return all
}

/** Calls a tool through a client of either version of the SDK. */
export async function callTool(
  client: McpClient,
  name: string,
  input: Record<string, unknown>,
  signal: AbortSignal,
): Promise<McpResult> {
  const params = { name, arguments: input }
  // `callTool(params, options)`, or `callTool(params, resultSchema = …, options)`.
  const isVersion1 = client.callTool.length === 1 || client.callTool.length > 2
  return isVersion1
    ? client.callTool(params, undefined, { signal })
    : client.callTool(params, { signal })
}
