import {
  NOT_HANDLED,
  type OsCall,
  type OsHandler,
  type OsServer,
  serve,
} from '../core/contract/os.js'
import { isThenable } from '../core/drive/calls.js'
import { MontyUsageError } from '../core/errors.js'
import { isBytes } from '../core/realm.js'
import { fileOf } from './files/opened.js'
import { textOf } from './files/protocol.js'

/** Asks the host's own handler, which comes last. */
export class HandlerServer implements OsServer {
  readonly #handler: OsHandler

  constructor(handler: unknown) {
    if (typeof handler !== 'function') throw new MontyUsageError('os must be a function')
    this.#handler = handler as OsHandler
  }

  [serve]({ name, args, kwargs, ask }: OsCall): unknown {
    if (ask?.() === false) return NOT_HANDLED
    const answer = this.#ask(name, args, kwargs)
    if (name === 'open') return withAnswer(answer, (opened) => fileOf(opened, args))
    const mode = READS.get(name)
    if (mode === undefined) return answer
    return withAnswer(answer, (content) => {
      if (content !== NOT_HANDLED) return content
      if (ask?.() === false) return NOT_HANDLED
      return withAnswer(this.#ask('open', [args[0], mode], {}), (opened) => contentOf(opened, mode))
    })
  }

  #ask(...[name, args, kwargs]: Parameters<OsHandler>): unknown {
    return withAnswer(this.#handler(name, args, kwargs), (value) =>
      value === undefined && !RETURNS_NOTHING.has(name) ? NOT_HANDLED : value,
    )
  }
}

/**
 * Calls whose result is `None`. For any other call, a handler that returns nothing has not
 * answered.
 */
const RETURNS_NOTHING: ReadonlySet<string> = new Set([
  'Path.mkdir',
  'Path.unlink',
  'Path.rmdir',
  'Path.rename',
  'os.getenv',
  'time.sleep',
  'asyncio.sleep',
])

/**
 * The mode in which these calls open a file. The content that a handler returned for `open` is not
 * kept until Python reads it, as a handler may serve many runs and a run may move between
 * processes: the handler is asked again.
 */
const READS: ReadonlyMap<string, string> = new Map([
  ['Path.read_text', 'r'],
  ['Path.read_bytes', 'rb'],
])

function withAnswer(answer: unknown, next: (answer: unknown) => unknown): unknown {
  return isThenable(answer) ? Promise.resolve(answer).then(next) : next(answer)
}

/** Reads the content that the handler returned for `open`, as text or bytes. */
function contentOf(opened: unknown, mode: string): unknown {
  const isText = typeof opened === 'string'
  if (!isText && !isBytes(opened)) return NOT_HANDLED
  if (mode === 'r') return isText ? opened : textOf(Buffer.from(opened))
  return isText ? Buffer.from(opened, 'utf8') : opened
}
