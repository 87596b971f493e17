#!/usr/bin/env node
// What Node compiles it can keep for the next start, from version 22 on.
const { enableCompileCache } = process.getBuiltinModule('node:module') as {
  enableCompileCache?: () => void
}
enableCompileCache?.()

await import('./start.js')
