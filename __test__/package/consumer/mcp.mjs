import { MontyRuntime } from 'monty-node'
import { mcpServers, pythonServer } from 'monty-node/mcp'

const client = {
  listTools: async () => ({ tools: [{ name: 'add', inputSchema: { type: 'object' } }] }),
  callTool: async () => ({ content: [{ type: 'text', text: '3' }] }),
}
const runtime = new MontyRuntime({
  isolation: 'none',
  extensions: [await mcpServers({ shop: client })],
})
const value = await runtime.execute('import shop\nawait shop.add()').value()
let message
try {
  pythonServer(runtime)
} catch (error) {
  message = error.message
}
console.log(JSON.stringify({ value, message }))
