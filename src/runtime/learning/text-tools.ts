import type { Tool } from '../../host/tool.js'

/** Tools whose results are always text, which may be JSON: those of MCP servers. */
const textTools = new WeakSet<Tool>()

export function givesText(tool: Tool): Tool {
  textTools.add(tool)
  return tool
}

export const isTextTool = (tool: Tool): boolean => textTools.has(tool)
