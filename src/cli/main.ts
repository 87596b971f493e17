#!/usr/bin/env node
// Caches compiled code for the next start, from Node 22 on.
const { enableCompileCache } = process.getBuiltinModule('node:module') as {
  enableCompileCache?: () => void
}
enableCompileCache?.()

await import('./start.js')
