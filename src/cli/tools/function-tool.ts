import { type CallRequest, type HostFunction, type Signature, Tool } from '../../index.js'

/** What a plain function was called with. */
interface Called {
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>> | undefined
}

/** A plain function among tools: it takes what Python passes, unchecked, as a host function does. */
export class FunctionTool extends Tool<Called> {
  constructor(implementation: HostFunction) {
    super({
      input: { type: 'object' },
      async: false,
      execute: ({ args, kwargs }: Called) => implementation(...args, ...keywords(kwargs)),
    })
  }

  /** A promise of its is an awaitable in Python, as that of any function. */
  override get isSynchronous(): boolean {
    return false
  }

  override get signature(): Signature {
    const rest = { name: 'args', pythonName: '*args', schema: true, isRequired: true } as const
    return { parameters: [rest], isOpen: true, rest: true }
  }

  override bind({ args, kwargs }: CallRequest): Called {
    return { args, kwargs }
  }
}

const keywords = (kwargs: Called['kwargs']): unknown[] =>
  kwargs === undefined || Object.keys(kwargs).length === 0 ? [] : [kwargs]
