import { cut, type Html, html } from '../html.js'
import { bytes, duration } from '../times.js'
import { argumentsText, endedText, resultText } from './source.js'
import type { Story, StoryCall, StoryPause } from './story.js'

/** Width of the chart in its own units. */
const WIDTH = 1_000

/** The time axis: from the start to the end of the run. */
class Scale {
  readonly #from: number
  readonly #span: number

  constructor({ beganMs, endedMs }: Story) {
    this.#from = beganMs
    this.#span = Math.max(0.1, endedMs - beganMs)
  }

  at(ms: number): number {
    return round(((ms - this.#from) / this.#span) * WIDTH)
  }

  /** A few round times, from the start on. */
  ticks(): Array<{ readonly at: number; readonly label: string }> {
    const step = roundStep(this.#span / 5)
    const count = Math.floor(this.#span / step)
    return Array.from({ length: count + 1 }, (_, index) => ({
      at: round(((index * step) / this.#span) * WIDTH),
      label: index === 0 ? '0' : duration(index * step),
    }))
  }
}

const round = (value: number): number => Math.round(value * 10) / 10

/** The next of 1, 2, 5, 10, 20, … */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least) ?? least
}

/** Renders each call as a bar from its start to its end, one below the other. */
export function waterfallSection(story: Story): Html {
  if (story.calls.length === 0)
    return html`<h2 id="calls">Calls</h2>
      <p class="quiet">The program made no calls.</p>`
  const scale = new Scale(story)
  const rows = story.calls.map((call) => row(call, story, scale))
  return html`<h2 id="calls">Calls</h2>
    ${axis(scale)}
    <ol class="fall">
      ${pauseRows(story, scale)}${rows}
    </ol>
    ${usageChart(story, scale)}`
}

function axis(scale: Scale): Html {
  const marks = scale.ticks().map(({ at, label }) => {
    const [place, anchor, shift] = [`${at / (WIDTH / 100)}%`, at > WIDTH * 0.8 ? 'end' : 'start', 4]
    return html`<line x1="${place}" x2="${place}" y1="0" y2="16" /><text
        x="${place}"
        dx="${anchor === 'end' ? -shift : shift}"
        y="12"
        text-anchor="${anchor}"
        >${label}</text
      >`
  })
  return html`<div class="axis" aria-hidden="true">
    <span></span><svg height="16" width="100%">${marks}</svg>
  </div>`
}

function row(call: StoryCall, story: Story, scale: Scale): Html {
  const kind = call.end.kind === 'error' ? 'bad' : call.end.kind === 'running' ? 'open' : 'good'
  const bar = rectangle(kind, call.beganMs, call.endedMs ?? story.endedMs, scale)
  const shades = story.pauses.map((pause) => shade(pause, story, scale))
  return html`<li class="call" id="c${call.key}" data-find>
    <a class="name" href="#d${call.key}"
      ><b>${'› '.repeat(call.depth)}${cut(call.name, 40)}</b> ${cut(argumentsText(call), 40)}</a
    ><svg aria-hidden="true">${shades}${bar}</svg><span class="took">${endedText(call)}</span
    ><span class="came">${resultText(call)}</span>
  </li>`
}

function rectangle(kind: string, fromMs: number, toMs: number, scale: Scale): Html {
  const [from, to] = [scale.at(fromMs) / 10, scale.at(toMs) / 10]
  const width = Math.max(0.1, round(to - from))
  return html`<rect class="${kind}" x="${round(Math.min(from, 100 - width))}%" width="${width}%" />`
}

const shade = (pause: StoryPause, story: Story, scale: Scale): Html =>
  rectangle('pause', pause.fromMs, pause.toMs ?? story.endedMs, scale)

function pauseRows(story: Story, scale: Scale): Html[] {
  return story.pauses.map((pause) => {
    const names = [...new Set(pause.pending.map(({ name }) => name))].join(', ')
    const took = pause.toMs === undefined ? 'still waits' : duration(pause.toMs - pause.fromMs)
    return html`<li class="call">
      <span class="name is-hold">decision: ${cut(names, 30)}</span
      ><svg aria-hidden="true">${shade(pause, story, scale)}</svg><span class="took">${took}</span
      ><span class="came"></span>
    </li>`
  })
}

const CHART = 48

/** Chart of the resources used at each call: peak memory, and computing time. */
function usageChart(story: Story, scale: Scale): Html | undefined {
  const samples = story.calls.flatMap(({ beganMs, usage }) =>
    usage === undefined ? [] : [{ at: beganMs, usage }],
  )
  const last = story.outcome?.usage
  if (last !== undefined) samples.push({ at: story.endedMs, usage: last })
  if (samples.length < 2) return undefined
  const line = (name: 'peakMemoryBytes' | 'durationMs'): { most: number; points: string } => {
    const most = Math.max(...samples.map(({ usage }) => usage[name]), 1e-9)
    const points = samples.map(
      ({ at, usage }) => `${scale.at(at)},${round(CHART - 2 - (usage[name] / most) * (CHART - 4))}`,
    )
    return { most, points: points.join(' ') }
  }
  const [memory, computing] = [line('peakMemoryBytes'), line('durationMs')]
  return html`<div class="axis">
      <span class="quiet">memory, computing</span
      ><svg
        viewBox="0 0 ${WIDTH} ${CHART}"
        height="${CHART}"
        width="100%"
        preserveAspectRatio="none"
        role="img"
        aria-label="The most memory was ${bytes(memory.most)}, and computing took ${duration(computing.most)}"
      >
        <polyline class="memory" points="${memory.points}" />
        <polyline class="computing" points="${computing.points}" />
      </svg>
    </div>
    <p class="quiet legend">
      <span class="memory">━</span> memory, at most ${bytes(memory.most)}
      <span class="computing">━</span> computing, ${duration(computing.most)} in all
    </p>`
}
