import { matchingLines } from './matching-lines.mjs'

const bindingImport = /(from|import|require)\s*\(?\s*['"][^'"]*\/binding(\.[cm]?[jt]s)?['"]/

/** Only core may import the generated binding. */
export function bindingOnlyInCore(files) {
  return files
    .filter(({ path }) => /^(src|examples|bench|__test__)\/.*\.[cm]?ts$/.test(path))
    .filter(({ path }) => !path.startsWith('src/core/'))
    .flatMap((file) => matchingLines(file, bindingImport, 'only src/core may import the binding'))
}
