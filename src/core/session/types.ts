import type { ModuleStub } from '../../host/stubs/module-stubs.js'
import { completeIsolation, type Isolation } from '../../isolation/isolation.js'
import { checkTypesIn } from '../../isolation/type-check.js'
import { type Ending, untilEnded } from '../drive/ending.js'
import { type Checked, typeCheck, typeCheckAsync } from '../type-check.js'
import { type Earlier, withFeed } from './earlier.js'
import type { SessionSource } from './options.js'

export type { Earlier } from './earlier.js'

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
    ending: Ending,
  ): Promise<void> {
    const pool = completeIsolation(isolation)
    const checked = this.request(feed)
    await (pool === undefined
      ? untilEnded(typeCheckAsync(checked), ending)
      : checkTypesIn(pool, checked, ending))
  }

  /** What is to be checked before a feed. */
  request({ code, inputs, modules }: FeedTypes): Checked {
    const { scriptName, stubs } = this.#source
    const earlier = this.#earlier
    return {
      code,
      scriptName,
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
