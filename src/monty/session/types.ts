import { withFeed } from './earlier.js'
import type { Cancellation } from '../../core/drive/cancellation.js'
import type { Checking, Earlier, FeedTypes } from '../snapshot/state-payload.js'
import type { ModuleStub } from '../../core/engine/source.js'
import { backendOf, type Isolation } from '../isolation.js'
import { type Checked, typeCheck } from '../../core/type-check/check.js'
import type { SessionSource } from './options.js'

export type { FeedTypes }

/** Type-checking state from a dump or a fork. */
interface Kept {
  readonly earlier?: Earlier
  readonly checking?: Checking
}

const NOTHING: Earlier = { code: '', inputs: [] }

/** Type-checks feeds, each against the code before it. */
export class SessionTypes {
  readonly #source: SessionSource
  #earlier: Earlier

  /** `kept` is from a dump; options of the session override it. */
  constructor(source: SessionSource, kept: Kept = {}) {
    const { checking } = kept
    this.#source =
      checking === undefined
        ? source
        : {
            ...source,
            language: checking.language,
            stubs: source.stubs === '' ? checking.stubs : source.stubs,
            modules: merged(checking.modules, source.modules),
          }
    this.#earlier = kept.earlier ?? NOTHING
  }

  get earlier(): Earlier {
    return this.#earlier
  }

  /** The state that travels with the session. */
  get kept(): Required<Kept> {
    const { language, stubs, modules } = this.#source
    return { earlier: this.#earlier, checking: { language, stubs, modules } }
  }

  /** @throws MontyTypingError when the type checker has findings in a feed */
  check(feed: FeedTypes): void {
    typeCheck(this.request(feed))
  }

  /** {@link SessionTypes.check} on another thread, or in a worker process. */
  async checkAsync(
    feed: FeedTypes,
    isolation: Isolation | undefined,
    cancellation: Cancellation,
  ): Promise<void> {
    await backendOf(isolation).check(this.request(feed), cancellation)
  }

  /** The type-check request for a feed. */
  request({ code, inputs, modules }: FeedTypes): Checked {
    const { scriptName, language, stubs } = this.#source
    const earlier = this.#earlier
    return {
      code,
      scriptName,
      language,
      stubs,
      modules: merged(this.#source.modules, earlier.modules, modules),
      inputs: [...new Set([...earlier.inputs, ...inputs])],
      earlier: earlier.code,
    }
  }

  /** Adds the definitions of a feed that was executed, to its end or to an exception. */
  commit({ code, inputs, modules }: FeedTypes): void {
    const earlier = this.#earlier
    const known = merged(earlier.modules, modules)
    const kept = withFeed(earlier, code)
    this.#earlier = {
      code: kept.code,
      inputs: [...new Set([...kept.names, ...inputs])],
      ...(known.length === 0 ? {} : { modules: known }),
    }
  }
}

/** Merges lists of modules; of modules with the same name, the last one wins. */
function merged(...lists: Array<readonly ModuleStub[] | undefined>): ModuleStub[] {
  return [
    ...new Map(
      lists.flatMap((list = []) => list.map((one) => [one.module, one] as const)),
    ).values(),
  ]
}
