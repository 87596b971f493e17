/// <reference types="node" preserve="true" />
export { mcpServers } from './mcp-client.js'
export type { McpServersOptions } from './mcp-client.js'
export type { McpClient, McpTool } from './mcp-wire.js'
export { pythonHttpHandler, pythonServer, servePythonOverStdio } from './mcp-server.js'
export type { PythonServerSettings } from './mcp-server.js'
