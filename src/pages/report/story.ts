import type { Outcome, PendingCall } from '../../host/outcome.js'
import type { Usage } from '../../core/errors.js'
import type { RunEvent } from '../../runtime/observe/run-event.js'

/** A call of a run, from its start to its end. */
export interface StoryCall {
  /** Unique in the story. */
  readonly key: string
  readonly name: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
  readonly isOmitted: boolean
  /** The byte range of the call in the source. */
  readonly position: { readonly start: number; readonly end: number } | undefined
  /** Resource usage at the time of the call. */
  readonly usage: Usage | undefined
  readonly beganMs: number
  /** Number of enclosing calls. */
  readonly depth: number
  endedMs: number | undefined
  end:
    | { readonly kind: 'running' }
    | { readonly kind: 'value'; readonly value: unknown }
    | { readonly kind: 'error'; readonly error: unknown; readonly isDenied: boolean }
  /** Progress reported by the tool. */
  readonly progress: unknown[]
}

/** A period in which the run waited for decisions. */
export interface StoryPause {
  readonly fromMs: number
  toMs: number | undefined
  readonly pending: readonly PendingCall[]
  /** The byte ranges of the pending calls in the source, by call id. */
  readonly positions: Readonly<Record<number, { readonly start: number; readonly end: number }>>
}

/** A run, reconstructed from its events. */
export interface Story {
  readonly runId: string
  readonly code: string
  readonly beganMs: number
  endedMs: number
  outcome: Outcome | undefined
  /** In order of their start, nested calls after that of their tool. */
  readonly calls: StoryCall[]
  readonly pauses: StoryPause[]
  readonly printed: Array<{ readonly atMs: number; readonly stream: string; readonly text: string }>
}

/**
 * Reconstructs a run from its events. For a run that was paused and resumed, these are the events
 * of both executions in sequence.
 */
export function storyOf(events: readonly RunEvent[], code?: string): Story {
  const [first] = events
  const source = code ?? events.find((event) => event.type === 'start')?.code ?? ''
  const began = first?.atMs ?? 0
  const story: Story = {
    runId: first?.runId ?? '',
    code: source,
    beganMs: began,
    endedMs: began,
    outcome: undefined,
    calls: [],
    pauses: [],
    printed: [],
  }
  const builder = new StoryBuilder(story)
  for (const event of events) builder.add(event, '', 0)
  return story
}

class StoryBuilder {
  readonly #story: Story
  readonly #open = new Map<string, StoryCall>()

  constructor(story: Story) {
    this.#story = story
  }

  /** `inside` identifies the enclosing calls. */
  add(event: RunEvent, inside: string, depth: number): void {
    const story = this.#story
    story.endedMs = Math.max(story.endedMs, event.atMs)
    switch (event.type) {
      case 'start':
        this.#resume(event.atMs)
        return
      case 'stdout':
        story.printed.push(event)
        return
      case 'call':
        this.#call(event, inside, depth)
        return
      case 'result':
        this.#end(event, inside, { kind: 'value', value: event.value })
        return
      case 'error': {
        const isDenied = story.pauses.length > 0 && nameOf(event.error) === 'PermissionError'
        this.#end(event, inside, { kind: 'error', error: event.error, isDenied })
        return
      }
      case 'progress':
        this.#open.get(keyOf(inside, event.callId))?.progress.push(event.data)
        return
      case 'child': {
        const { callId, event: child } = event
        if (callId === undefined || !isRunEvent(child)) return
        if (child.type !== 'done') this.add(child, keyOf(inside, callId), depth + 1)
        return
      }
      case 'paused':
        if (depth > 0) return
        story.pauses.push({
          fromMs: event.atMs,
          toMs: undefined,
          pending: event.pending,
          // Older recordings lack the positions.
          positions: event.positions ?? {},
        })
        return
      case 'done':
        story.outcome = event.outcome
        return
      default:
        // An event of a later version.
        event satisfies never
    }
  }

  #resume(atMs: number): void {
    const pause = this.#story.pauses.at(-1)
    if (pause !== undefined) pause.toMs ??= atMs
  }

  #call(event: RunEvent & { readonly type: 'call' }, inside: string, depth: number): void {
    const { callId, name, args, kwargs, atMs, omitted } = event
    const key = keyOf(inside, callId)
    const call: StoryCall = {
      key,
      name,
      args,
      kwargs,
      isOmitted: omitted === true,
      // Older recordings and calls of Python in a tool lack them.
      position: depth === 0 ? event.position : undefined,
      usage: depth === 0 ? event.usage : undefined,
      beganMs: atMs,
      depth,
      endedMs: undefined,
      end: { kind: 'running' },
      progress: [],
    }
    const { calls } = this.#story
    const parent = calls.findLastIndex(
      (one) => inside === one.key || (inside !== '' && one.key.startsWith(`${inside}.`)),
    )
    if (parent < 0) calls.push(call)
    else calls.splice(parent + 1, 0, call)
    this.#open.set(key, call)
  }

  #end(
    { callId, atMs }: { readonly callId: number; readonly atMs: number },
    inside: string,
    end: StoryCall['end'],
  ): void {
    const call = this.#open.get(keyOf(inside, callId))
    if (call === undefined) return
    call.endedMs = atMs
    call.end = end
  }
}

const keyOf = (inside: string, callId: number): string =>
  inside === '' ? String(callId) : `${inside}.${callId}`

const nameOf = (error: unknown): unknown => (error as { readonly name?: unknown } | null)?.name

const isRunEvent = (value: unknown): value is RunEvent =>
  typeof value === 'object' && value !== null && 'runId' in value && 'atMs' in value
