import { matchingLines } from './matching-lines.mjs'

const dependency = /^\s*"?napi([-_]\w+)*"?\s*[.=]|^\[.*dependencies\.napi/
const use = /\bnapi(_\w+)?::|\buse napi\b|\bextern crate napi|#!?\[napi\b/

/** No code under crates/ may depend on Node. */
export function napiOnlyInRoot(files) {
  const message = 'only the root crate may use napi'
  return files
    .filter(({ path }) => path.startsWith('crates/'))
    .flatMap((file) => {
      if (file.path.endsWith('/Cargo.toml')) return matchingLines(file, dependency, message)
      return file.path.endsWith('.rs') ? matchingLines(file, use, message) : []
    })
}
