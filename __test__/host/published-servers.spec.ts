import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import {
  type JsonSchemaObject,
  Monty,
  MontyTypingError,
  stubs,
  tool,
  type ToolSet,
} from 'monty-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { typeCheck } from '../../src/core/type-check/check.js'
import { caught } from '../support/caught.js'

/** What each is started with. */
const servers: Record<string, string[]> = {
  everything: [],
  filesystem: [tmpdir()],
  memory: [],
  'sequential-thinking': [],
}

/** The program of a server. Servers bring too many packages to depend on: CI installs them. */
function programOf(name: string): string | undefined {
  try {
    const manifest = `@modelcontextprotocol/server-${name}/package.json`
    const folder = dirname(createRequire(import.meta.url).resolve(manifest))
    return join(folder, 'dist', 'index.js')
  } catch {
    return undefined
  }
}

/** Tools of a server, under names that Python can call. */
async function toolsOf(args: string[]): Promise<ToolSet> {
  const client = new Client({ name: 'specs', version: '1.0.0' })
  const command = process.execPath
  await client.connect(new StdioClientTransport({ command, args, stderr: 'ignore' }))
  const { tools } = await client.listTools()
  await client.close()
  const entries = tools.map(({ name, description, inputSchema, outputSchema }) => [
    name.replaceAll('-', '_'),
    tool({
      ...(description !== undefined && { description }),
      input: inputSchema as JsonSchemaObject,
      ...(outputSchema !== undefined && { output: outputSchema }),
      execute: () => null,
    }),
  ])
  return Object.fromEntries(entries) as ToolSet
}

for (const [name, args] of Object.entries(servers)) {
  const program = programOf(name)
  describe.skipIf(program === undefined)(
    `stubs of the published server ${name} (skipped where it is not installed)`,
    () => {
      let tools: ToolSet = {}
      beforeAll(async () => {
        tools = await toolsOf([program!, ...args])
      })

      it('are accepted by the type checker', () => {
        expect(Object.keys(tools).length).toBeGreaterThan(0)
        const declared = { code: stubs(tools), scriptName: 'declared.pyi', inputs: [], stubs: '' }
        expect(typeCheck(declared)).toBe(undefined)
      })

      it('refuse an argument that there is not, at its line', () => {
        for (const called of Object.keys(tools)) {
          const wrong = new Monty(`# first\nawait ${called}(\n  no_such_argument=1,\n)`)
          const { diagnostics } = caught(() => wrong.typeCheck(stubs(tools)), MontyTypingError)
          const lines = diagnostics.map(({ line }) => line)
          expect([called, lines]).toEqual([called, expect.arrayContaining([3])])
        }
      })
    },
  )
}
