import { cut, type Html, html } from '../html.js'
import { duration } from '../times.js'
import { TREE_BOUNDS, type TreeBounds, valueTree } from '../value-tree.js'
import { argumentsText, endedText, timeOf } from './source.js'
import type { Story, StoryCall } from './story.js'
import { reportedError } from './reported-error.js'

/** Bounds of values: shorter in runs with many calls, so that the file stays small. */
export function boundsFor({ calls }: Story): TreeBounds {
  if (calls.length <= 20) return TREE_BOUNDS
  if (calls.length <= 200) return { parts: 16, members: 8, characters: 72, depth: 5 }
  return { parts: 6, members: 4, characters: 60, depth: 3 }
}

/** The arguments and results of each call. */
export function callDetails(story: Story): Html | undefined {
  if (story.calls.length === 0) return undefined
  const bounds = boundsFor(story)
  const calls = story.calls.map((call) => callDetail(call, bounds))
  return html`<h2>Arguments and results</h2>
    ${calls}`
}

function callDetail(call: StoryCall, bounds: TreeBounds): Html {
  const { key, name, args, kwargs, isOmitted, progress } = call
  const given = [
    ...args.map((value) => valueTree(value, bounds)),
    ...Object.entries(kwargs).map(
      ([keyword, value]) => html`${keyword}=${valueTree(value, bounds)}`,
    ),
  ]
  return html`<details class="panel one" id="d${key}" data-find>
    <summary>
      <b>${name}</b> <span class="quiet">${cut(argumentsText(call), 40)} · ${endedText(call)}</span>
    </summary>
    <dl>
      <dt>given</dt>
      <dd>
        ${isOmitted ? html`<span class="odd">not kept</span>` : given.length === 0 ? html`<span class="odd">nothing</span>` : given.map((one) => html`<div>${one}</div>`)}
      </dd>
      ${endOf(call, bounds)}${
        progress.length > 0 &&
        html`<dt>told</dt>
          <dd>
            ${progress.slice(0, 20).map((data) => html`<div>${valueTree(data, bounds)}</div>`)}
          </dd>`
      }
    </dl>
  </details>`
}

function endOf({ end }: StoryCall, bounds: TreeBounds): Html {
  switch (end.kind) {
    case 'running':
      return html`<dt>came to</dt>
        <dd class="odd">nothing: the run ended before it did</dd>`
    case 'value':
      return html`<dt>came to</dt>
        <dd>${valueTree(end.value, bounds)}</dd>`
    case 'error':
      return html`<dt>${end.isDenied ? 'denied' : 'failed'}</dt>
        <dd><pre class="is-bad">${cut(reportedError(end.error).text, 2_000)}</pre></dd>`
  }
}

const MAX_OUTPUT = 20_000

/** The output, with the time of each piece. */
export function outputSection({ printed, beganMs }: Story): Html | undefined {
  if (printed.length === 0) return undefined
  let left = MAX_OUTPUT
  const pieces: Html[] = []
  for (const { atMs, stream, text } of printed) {
    if (left <= 0) {
      pieces.push(html`<span class="odd">… the rest is left out</span>`)
      break
    }
    const shown = cut(text, left)
    left -= text.length
    pieces.push(
      html`<span
        title="after ${duration(atMs - beganMs)}"
        ${stream === 'stderr' && html` class="is-warn"`}
        >${shown}</span
      >`,
    )
  }
  return html`<h2 id="output">Output</h2>
    <pre class="panel">${pieces}</pre>`
}

/** The pending calls of a paused run. */
export function waitingSection(story: Story): Html | undefined {
  const pause = story.pauses.at(-1)
  if (pause === undefined || pause.toMs !== undefined) return undefined
  const calls = pause.pending.map(({ name, input, within = [] }) => {
    const inside = within.length === 0 ? '' : ` inside ${within.join(', ')}`
    return html`<li><b>${name}</b><span class="quiet">${inside}</span> ${valueTree(input)}</li>`
  })
  return html`<h2 id="waiting">Waits for decisions about</h2>
    <ul class="panel">
      ${calls}
    </ul>`
}

/** The calls that took the most time. */
export function slowest(story: Story): Html | undefined {
  const total = story.endedMs - story.beganMs
  const slow = story.calls
    .filter((call) => timeOf(call) > total / 20)
    .toSorted((a, b) => timeOf(b) - timeOf(a))
    .slice(0, 3)
  if (slow.length === 0) return undefined
  const links = slow.map(
    (call, index) =>
      html`${index > 0 && ', '}<a href="#c${call.key}"
          >${call.name}(${cut(argumentsText(call), 24)})</a
        >
        ${duration(timeOf(call))}`,
  )
  return html`<li><span class="quiet">slowest calls</span> ${links}</li>`
}
