import { type CallRequest, type HostFunction, type Signature, Tool } from '../../index.js'

/** The arguments of a plain function. */
interface Arguments {
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>> | undefined
}

/**
 * Wraps a plain function as a tool: it receives Python's arguments unchecked, like a host function.
 */
export class FunctionTool extends Tool<Arguments> {
  constructor(implementation: HostFunction) {
    super({
      input: { type: 'object' },
      async: false,
      execute: ({ args, kwargs }: Arguments) => implementation(...args, ...keywords(kwargs)),
    })
  }

  /** A promise becomes an awaitable in Python, as with any function. */
  override get isSynchronous(): boolean {
    return false
  }

  override get signature(): Signature {
    const rest = { name: 'args', pythonName: '*args', schema: true, isRequired: true } as const
    return { parameters: [rest], isOpen: true, rest: true }
  }

  override bind({ args, kwargs }: CallRequest): Arguments {
    return { args, kwargs }
  }
}

const keywords = (kwargs: Arguments['kwargs']): unknown[] =>
  kwargs === undefined || Object.keys(kwargs).length === 0 ? [] : [kwargs]
