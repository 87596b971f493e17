import { matchingLines } from './matching-lines.mjs'

const imported = /^import (?!type ).*from 'node:|^import\('node:/

/** Importing a module of Node makes Node evaluate all its exports, which takes ms at each start. */
export function nodeTakenByName(files) {
  const message = 'modules of Node come from src/core/node.ts'
  return files
    .filter(({ path }) => path.startsWith('src/') && path.endsWith('.ts'))
    .flatMap((file) => matchingLines(file, imported, message))
}
