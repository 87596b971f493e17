import { MontyUsageError } from '../errors.js'
import { ownFile } from '../location.js'
import { isBundled, packageFolder } from './places.js'
import { isMusl, packageOf, TARGETS, targetHere, targetsHere } from './targets.js'
import { installOf } from './versions.js'

/** The remedy that applies to every cause. */
const BY_HAND = 'or name their folder by MONTY_NODE_BINARY or useBinaries()'

/**
 * Explains why a native file cannot be used, and suggests a remedy.
 *
 * @param what the feature that needs the file
 * @param file the file's name
 * @param failures errors of loading it, if it exists
 */
export function missing(what: string, file: string, failures: unknown[] = []): MontyUsageError {
  const [failure] = failures
  const reason = reasonFor(file, failure)
  return new MontyUsageError(
    `${what} cannot be used here, as ${reason}`,
    'MONTY_NO_BINARY',
    failure,
  )
}

/** The remedy where there are no binaries, or none that can be loaded. */
const BY_WASM =
  'Or have Python run in WebAssembly: await useWasm() of monty-node/wasm, or MONTY_NODE_WASM=1, with ' +
  'monty-node-wasm32 installed'

function reasonFor(file: string, failure: unknown): string {
  if (process.platform === ('browser' as string)) {
    return (
      'nothing has said yet where the engine is: await useWasm(…) first, with the address of ' +
      'monty-node.wasm, its bytes or a WebAssembly.Module'
    )
  }
  return `${nativeReason(file, failure)}. ${BY_WASM}`
}

function nativeReason(file: string, failure: unknown): string {
  const platform = `${process.platform}-${process.arch}`
  const target = targetHere()
  if (target === undefined) {
    return `there is no binary for ${platform}: there are those for ${TARGETS.join(', ')}`
  }
  const installed = TARGETS.filter((one) => packageFolder(one) !== undefined)
  const others = installed.filter((one) => one !== target).join(', ')
  const name = packageOf(target)
  if (!installed.includes(target) && others !== '') return otherPlatform(target, others)
  if (failure !== undefined) return unloadable(file, failure)
  const folder = packageFolder(target)
  if (folder !== undefined) {
    return (
      `${file} is missing in ${folder}, where ${name} is installed. What copied the program left it out, ` +
      'as tools do that trace files: have them take the whole package (in Next, withMonty of ' +
      `monty-node/next does), ${BY_HAND}`
    )
  }
  if (isBundled()) {
    return (
      `there is no binary for ${platform} near ${ownFile() ?? process.execPath}, into which monty-node was ` +
      `bundled. Keep it out of the bundle (external: ['monty-node']), bring ${name} along in a node_modules ` +
      `folder above (${installOf(name)}), put its files beside the bundle, ${BY_HAND}`
    )
  }
  return (
    `there is no binary for ${platform}: ${name}, an optional dependency of monty-node, is not installed, as ` +
    'with --omit=optional, or by a lockfile that was made on another platform. Install it with: ' +
    installOf(name)
  )
}

/** The reason when the modules were installed for another platform, by its lockfile or copied from there. */
function otherPlatform(target: string, others: string): string {
  const libraries = targetsHere().filter((one) => others.includes(one))
  const library =
    libraries.length > 0
      ? ` The C library here is ${isMusl() ? 'musl, as on Alpine' : 'glibc'}, and that one is for the other.`
      : ''
  return (
    `what is installed are the binaries for ${others}, and this is ${target}.${library} Install the modules ` +
    'where they run, rather than copying them, with a lockfile that has all platforms (remove ' +
    `package-lock.json and node_modules once, if it has not), or add: ${installOf(packageOf(target))}`
  )
}

function unloadable(file: string, failure: unknown): string {
  const message = (failure as Error).message
  return `its binary ${file} cannot be loaded: ${message}${libraryRemedy(file, message)}`
}

/** What is wrong with the C library, if it is that. */
function libraryRemedy(file: string, message: string): string {
  if (/GLIBC_[\d.]+' not found/.test(message)) {
    return '. The C library of this system is too old: glibc 2.17 is needed'
  }
  const [, wanted] = /-(gnu|musl)\.node/.exec(file) ?? []
  if (wanted === undefined || (wanted === 'musl') === isMusl()) return ''
  const [ours, its] = isMusl() ? ['musl, as on Alpine', 'glibc'] : ['glibc', 'musl']
  return `. The C library here is ${ours}, and it is for ${its}`
}
