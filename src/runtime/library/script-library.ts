import { MontyUsageError } from '../../core/errors.js'
import { checkFlag, checkNames, namesOf } from '../../core/option-checks.js'
import { wallClockNow } from '../../core/timers.js'
import { checkSchema } from '../../host/standard-schema.js'
import { backendOf, type Isolation } from '../../monty/isolation.js'
import { Monty } from '../../monty/monty.js'
import { seal } from '../../monty/snapshot/envelope.js'
import { openEntry } from '../stores/open-entry.js'
import type { KeyLike } from '../../monty/snapshot/key.js'
import type { Extension } from '../extensions.js'
import { MemoryStore } from '../stores/memory.js'
import { readEntry } from '../stores/read.js'
import type { SnapshotStore } from '../stores/store.js'
import { libraryExtension, type LibraryExtensionOptions } from './library-extension.js'
import {
  checkScriptName,
  inputNames,
  NO_INPUTS,
  type Script,
  type ScriptDetails,
} from './script.js'

/** Storage and compilation of scripts. */
export interface ScriptLibraryOptions {
  /** A store as for paused runs, possibly the same. Default: the memory of this process. */
  store?: SnapshotStore
  /**
   * Secret that encrypts the scripts. Required with a store that outlives this process. Default: a secret of this
   * process.
   */
  key?: KeyLike
  /** Earlier secrets, still accepted for decryption. */
  oldKeys?: readonly KeyLike[]
  /** Owner of the scripts, such as a tenant or a user, where several share a store. Default `'scripts'`. */
  scope?: string
  /**
   * Isolation in which scripts are compiled when they are saved, as models may propose them. Default `'process'`,
   * a worker process, as for runs of a runtime.
   */
  isolation?: Isolation
}

const KNOWN = namesOf<ScriptLibraryOptions>({
  store: true,
  key: true,
  oldKeys: true,
  scope: true,
  isolation: true,
})

/** Expiry of scripts, which never expire: stores need a date. */
const NEVER = Date.UTC(9999, 11, 31)
const MAX_CODE_BYTES = 256 * 1024

/**
 * A versioned library of programs, with the types of their variables. Scripts are found by name and description, and
 * other programs run them: `from scripts import weekly_report`.
 *
 * @example
 * ```ts
 * const library = new ScriptLibrary({ store, key })
 * await library.save('double', 'n * 2', { description: 'Doubles.', inputs: { type: 'object', properties: { n: { type: 'integer' } } } })
 * const runtime = new MontyRuntime({ extensions: [await library.extension()] })
 * await runtime.execute('from scripts import double\nawait double(21)').value() // 42
 * ```
 */
export class ScriptLibrary {
  readonly #store: SnapshotStore
  readonly #key: KeyLike | undefined
  readonly #keys: readonly KeyLike[] | undefined
  readonly #prefix: string
  readonly #isolation: Isolation

  /** @throws MontyUsageError for options that make no sense */
  constructor(options: ScriptLibraryOptions | SnapshotStore = {}) {
    const isStore = typeof (options as Partial<SnapshotStore> | null)?.claim === 'function'
    const given: ScriptLibraryOptions = isStore
      ? { store: options as SnapshotStore }
      : (options as ScriptLibraryOptions)
    checkNames(given, KNOWN, 'ScriptLibrary')
    const { store = new MemoryStore(), key, oldKeys = [], scope = 'scripts' } = given
    const { isolation = 'process' } = given
    if (typeof scope !== 'string' || !/^[\w.@-]{1,80}$/.test(scope)) {
      throw new MontyUsageError('scope must be a short name of letters, digits and ._@-')
    }
    backendOf(isolation)
    if (key === undefined && !(store instanceof MemoryStore)) {
      throw new MontyUsageError(
        'key is needed with a store: what a secret of this process sealed, nobody could read after it',
      )
    }
    this.#isolation = isolation
    this.#store = store
    this.#key = key
    this.#keys = key === undefined ? undefined : [key, ...oldKeys]
    this.#prefix = `library/${scope}/`
  }

  /**
   * Saves a new version of a script, which must compile.
   *
   * @throws MontySyntaxError for invalid code; MontyUsageError for invalid names and inputs
   */
  async save(name: string, code: string, details: ScriptDetails = {}): Promise<Script> {
    checkScriptName(name)
    checkNames(
      details,
      namesOf<ScriptDetails>({ description: true, inputs: true, approved: true }),
      'save',
    )
    const { description = '', inputs = NO_INPUTS, approved = true } = details
    if (typeof description !== 'string') throw new MontyUsageError('description must be a string')
    checkFlag(approved, 'approved')
    checkSchema(inputs, 'inputs')
    if (typeof inputs !== 'object' || inputs.type !== 'object') {
      throw new MontyUsageError(
        "inputs must be the JSON Schema of an object, as { type: 'object', properties }",
      )
    }
    // Compile now, so that errors surface before the script is used.
    await Monty.create(code, {
      inputs: inputNames(inputs),
      limits: { maxCodeBytes: MAX_CODE_BYTES },
      isolation: this.#isolation,
    })
    const last = (await this.versions(name)).at(-1)?.version ?? 0
    const isApproved = approved
    const savedAt = wallClockNow()
    const script: Script = {
      name,
      version: last + 1,
      code,
      description,
      inputs,
      isApproved,
      savedAt,
    }
    await this.#put(script)
    return script
  }

  /** Approves a version. Programs run the newest approved version. */
  async approve(name: string, version: number): Promise<Script> {
    return this.#mark(name, version, true)
  }

  /** Withdraws the approval of a version. */
  async disapprove(name: string, version: number): Promise<Script> {
    return this.#mark(name, version, false)
  }

  async #mark(name: string, version: number, isApproved: boolean): Promise<Script> {
    const script = await this.get(name, version)
    if (script === undefined) throw new MontyUsageError(`there is no version ${version} of ${name}`)
    const marked = { ...script, isApproved }
    await this.#put(marked)
    return marked
  }

  /** A version of a script; without a number, the newest approved one. */
  async get(name: string, version?: number): Promise<Script | undefined> {
    checkScriptName(name)
    if (version !== undefined) return this.#read(this.#idOf(name, version))
    return (await this.versions(name)).findLast(({ isApproved }) => isApproved)
  }

  /** All versions of a script, the oldest first. */
  async versions(name: string): Promise<Script[]> {
    checkScriptName(name)
    return this.#all(`${this.#prefix}${name}/`)
  }

  /** The newest approved version of each script, by name. */
  async list(): Promise<Script[]> {
    const newest = new Map<string, Script>()
    for (const script of await this.#all(this.#prefix)) {
      if (script.isApproved) newest.set(script.name, script)
    }
    return [...newest.values()]
  }

  /** Versions without approval that are newer than the newest approved one. */
  async proposed(): Promise<Script[]> {
    const approved = new Map((await this.list()).map(({ name, version }) => [name, version]))
    const all = await this.#all(this.#prefix)
    return all.filter((one) => !one.isApproved && one.version > (approved.get(one.name) ?? 0))
  }

  /** Approved scripts that match words, the best first. */
  async search(words: string): Promise<Script[]> {
    const wanted = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    const score = ({ name, description }: Script): number =>
      wanted.reduce((sum, word) => {
        const inName = name.toLowerCase().includes(word) ? 2 : 0
        return sum + inName + (description.toLowerCase().includes(word) ? 1 : 0)
      }, 0)
    return (await this.list())
      .map((script) => ({ script, score: score(script) }))
      .filter((one) => one.score > 0)
      .toSorted((a, b) => b.score - a.score)
      .map(({ script }) => script)
  }

  /** Removes all versions of a script. */
  async remove(name: string): Promise<void> {
    checkScriptName(name)
    for (const { id } of await this.#store.list({ prefix: `${this.#prefix}${name}/` })) {
      const claim = await this.#store.claim(id, { leaseMs: 10_000 })
      if (claim !== undefined) await this.#store.consume(id, claim.lease)
    }
  }

  /**
   * The extension for a runtime: the module `scripts` with the scripts that exist now, `run_script` for all scripts
   * including later ones, `search_scripts`, and optionally `propose_script`.
   */
  async extension(options: LibraryExtensionOptions = {}): Promise<Extension> {
    return libraryExtension(this, await this.list(), options)
  }

  #idOf(name: string, version: number): string {
    return `${this.#prefix}${name}/${String(version).padStart(6, '0')}`
  }

  async #put(script: Script): Promise<void> {
    const id = this.#idOf(script.name, script.version)
    const payload = Buffer.from(JSON.stringify(script))
    const options = { encrypt: true, ...(this.#key === undefined ? {} : { key: this.#key }) }
    const sealed = seal({ kind: 'runtime', scriptName: id, payload }, options)
    await this.#store.put(id, sealed, { expiresAt: NEVER })
  }

  async #read(id: string): Promise<Script | undefined> {
    const data = await readEntry(this.#store, id)
    if (data === undefined) return undefined
    const payload = openEntry(id, data, this.#keys)
    return JSON.parse(payload.toString()) as Script
  }

  async #all(prefix: string): Promise<Script[]> {
    const entries = await this.#store.list({ prefix })
    const scripts = await Promise.all(entries.map(({ id }) => this.#read(id)))
    return scripts.filter((script) => script !== undefined)
  }
}
