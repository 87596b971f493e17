import { homedir } from 'node:os'
import { root } from '../lib/paths.mjs'
import { matchingLines } from './matching-lines.mjs'

// Split, so that this file does not violate its own rule.
const registryHosts = [
  ['registry', 'npmjs', 'org'],
  ['crates', 'io/api'],
  ['index', 'crates', 'io'],
  ['static', 'crates', 'io'],
  ['files', 'pythonhosted', 'org'],
  ['deb', 'debian', 'org'],
  ['proxy', 'golang', 'org'],
].map((parts) => parts.join('.'))

const machinePaths = [root.replace(/[/\\]$/, ''), homedir()].map((path) => `${path}/`)

/** No file may reveal the machine or the registry that the project was made with. */
export function noMachineTraces(files) {
  const traces = [...registryHosts, ...machinePaths].map(escaped)
  const pattern = new RegExp(traces.join('|'))
  const message = 'names this machine or a package registry'
  // Cargo.lock names its registry by design.
  return files
    .filter(({ path }) => path !== 'Cargo.lock')
    .flatMap((file) => matchingLines(file, pattern, message, { inComments: true }))
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
