import { withFeed } from './earlier.js'
import type { Cancellation } from '../../core/drive/cancellation.js'
import { type Earlier } from '../snapshot/state-payload.js'
import type { ModuleStub } from '../../core/engine/source.js'
import { backendOf, type Isolation } from '../isolation.js'
import { type Checked, typeCheck } from '../../core/type-check/check.js'
import type { SessionSource } from './options.js'

/** What a feed has that later feeds know. */
export interface FeedTypes {
  readonly code: string
  /** The names of its inputs. */
  readonly inputs: readonly string[]
  /** Modules that it is given. */
  readonly modules: readonly ModuleStub[]
}

const NOTHING: Earlier = { code: '', inputs: [] }

/** Feeds as the type checker sees them: each against what came before it. */
export class SessionTypes {
  readonly #source: SessionSource
  #earlier: Earlier

  constructor(source: SessionSource, earlier: Earlier = NOTHING) {
    this.#source = source
    this.#earlier = earlier
  }

  get earlier(): Earlier {
    return this.#earlier
  }

  /** @throws MontyTypingError when the type checker has findings in a feed */
  check(feed: FeedTypes): void {
    typeCheck(this.request(feed))
  }

  /** The same on another thread, or in a worker process. */
  async checkAsync(
    feed: FeedTypes,
    isolation: Isolation | undefined,
    ending: Cancellation,
  ): Promise<void> {
    await backendOf(isolation).check(this.request(feed), ending)
  }

  /** What is to be checked before a feed. */
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

  /** A feed was executed, to its end or to an exception: what it defined is there. */
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

/** Of modules of the same name, the last one counts. */
function merged(...lists: Array<readonly ModuleStub[] | undefined>): ModuleStub[] {
  return [
    ...new Map(
      lists.flatMap((list = []) => list.map((one) => [one.module, one] as const)),
    ).values(),
  ]
}
