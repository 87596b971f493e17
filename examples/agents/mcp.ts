// A process that offers Python over MCP on its standard input and output, and a client that uses it.
// The client's user is asked before money moves.
//
//   npx tsx examples/agents/mcp.ts
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { MontyRuntime, tool } from 'monty-node'
import { servePythonOverStdio } from 'monty-node/mcp'
import { z } from 'zod'

if (process.argv[2] === 'serve') serve()
else await use()

function serve(): void {
  const prices: Record<string, number> = { tea: 350, cake: 480 }
  const runtime = new MontyRuntime({
    tools: {
      price: tool({
        description: 'The price of an article in cents.',
        input: z.object({ article: z.string() }),
        output: z.int(),
        execute: ({ article }) => prices[article] ?? 0,
      }),
      pay: tool({
        input: z.object({ cents: z.int() }),
        output: z.string(),
        needsApproval: true,
        execute: ({ cents }) => `paid ${cents} cents`,
      }),
    },
  })
  servePythonOverStdio(runtime)
}

async function use(): Promise<void> {
  const client = new Client(
    { name: 'example', version: '1' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: 'auto' } },
  )
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    console.log(params.message)
    return { action: 'accept', content: { approve: true } }
  })
  const args = [...process.execArgv, import.meta.filename, 'serve']
  await client.connect(new StdioClientTransport({ command: process.execPath, args }))
  const { tools } = await client.listTools()
  console.log(tools.map(({ name }) => name).join(', '))
  const code = 'total = await price("tea") + await price("cake")\nawait pay(total)'
  const { content } = await client.callTool({ name: 'run_python', arguments: { code } })
  for (const part of content) if (part.type === 'text') console.log(part.text)
  await client.close()
}
