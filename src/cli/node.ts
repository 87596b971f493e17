// Node's own modules, taken by name: an `import` makes Node evaluate all their exports at each
// start.
export const fs: typeof import('node:fs') = process.getBuiltinModule('node:fs')
export const path: typeof import('node:path') = process.getBuiltinModule('node:path')
export const { createRequire } = process.getBuiltinModule('node:module')
export const { fileURLToPath, pathToFileURL } = process.getBuiltinModule('node:url')
