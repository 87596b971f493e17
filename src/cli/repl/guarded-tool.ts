import {
  type CallRequest,
  type HostContext,
  PythonModule,
  type Signature,
  Tool,
} from '../../index.js'
import type { LoadedTools } from '../tools/load.js'

/**
 * Asks for approval of a call; the answer may replace its arguments. `gone` fires when Python has
 * ended without waiting for the answer.
 */
export type AskAbout = (
  name: string,
  input: unknown,
  gone: AbortSignal,
) => Promise<{ readonly refusal: string } | { readonly input: Record<string, unknown> | undefined }>

/** A tool that asks for approval before it runs, which sessions do not do themselves. */
class GuardedTool extends Tool {
  readonly #inner: Tool
  readonly #ask: AskAbout

  constructor(inner: Tool, ask: AskAbout) {
    const { description, inputSchema, outputSchema, isAsync, restartable } = inner
    super({
      ...(description === undefined ? {} : { description }),
      input: inputSchema ?? { type: 'object' },
      ...(outputSchema === undefined ? {} : { outputSchema }),
      async: isAsync,
      restartable,
      execute: inner.execute,
    })
    this.#inner = inner
    this.#ask = ask
  }

  override get givesDates(): boolean {
    return this.#inner.givesDates
  }

  override get signature(): Signature {
    return this.#inner.signature
  }

  override bind(call: CallRequest): unknown {
    return this.#inner.bind(call)
  }

  override perform(name: string, input: unknown, context: HostContext): unknown {
    const { needsApproval } = this.#inner
    const needs =
      typeof needsApproval === 'function' ? needsApproval(input, context) : needsApproval
    return needs
      ? this.#performIfAllowed(name, input, context)
      : this.#inner.perform(name, input, context)
  }

  async #performIfAllowed(name: string, input: unknown, context: HostContext): Promise<unknown> {
    const answer = await this.#ask(name, input, context.signal)
    if ('refusal' in answer) {
      const error = new Error(answer.refusal)
      error.name = 'PermissionError'
      throw error
    }
    const { input: changed } = answer
    if (changed === undefined) return this.#inner.perform(name, input, context)
    const { callId } = context
    const bound = await this.#inner.bind({ callId, name, args: [], kwargs: changed })
    return this.#inner.perform(name, bound, context)
  }
}

/** Wraps tools that need an approval, including those in modules. */
export function guarded({ tools, modules }: LoadedTools, ask: AskAbout): LoadedTools {
  const guard = (value: unknown): unknown => {
    if (value instanceof Tool)
      return value.needsApproval === false ? value : new GuardedTool(value, ask)
    return value instanceof PythonModule ? guardModule(value) : value
  }
  const guardModule = (module: PythonModule): PythonModule => {
    const members = Object.entries(module.members).map(([name, one]) => [name, guard(one)] as const)
    const isChanged = members.some(([name, one]) => one !== module.members[name])
    if (!isChanged) return module
    const { description } = module
    return new PythonModule(
      Object.fromEntries(members),
      description === undefined ? {} : { description },
    )
  }
  return {
    tools: Object.fromEntries(
      Object.entries(tools).map(([name, one]) => [name, guard(one) as Tool]),
    ),
    modules: Object.fromEntries(
      Object.entries(modules).map(([name, one]) => [name, guardModule(one)]),
    ),
  }
}
