#!/usr/bin/env node
if (typeof process.getBuiltinModule === 'function') {
  // Caches compiled code for the next start, from Node 22 on.
  const { enableCompileCache } = process.getBuiltinModule('node:module') as {
    enableCompileCache?: () => void
  }
  enableCompileCache?.()
  await import('./start.js')
} else {
  // The library refuses to load, and says which Node it needs.
  await import('../index.js')
}
