import { html, type Html } from '../../pages/html.js'
import { LOOK } from '../../pages/look/look.js'
import { sourceHtml } from '../../pages/python-html.js'
import type { Example } from './examples.js'

const STYLE = `
.top { border-bottom: 1px solid var(--line); background: var(--panel); }
.top .bar { max-width: none; display: flex; align-items: center; gap: 10px; flex-wrap: wrap; padding-top: 8px; padding-bottom: 8px; }
.top h1 { font-size: 1rem; margin: 0 8px 0 0; }
main.play { max-width: none; display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 14px; padding-top: 14px; }
#editor { height: 46vh; min-height: 220px; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.side { max-height: 46vh; overflow: auto; min-width: 0; }
.wide { grid-column: 1 / -1; }
.wide, .part { min-width: 0; }
.part h2 { margin-top: 8px; }
.limits { display: flex; flex-wrap: wrap; gap: 6px 24px; }
.limits label { display: flex; align-items: center; gap: 8px; font-size: 13px; }
#output { min-height: 3em; max-height: 40vh; overflow: auto; }
#output .result { color: var(--py-number); font-weight: 600; display: block; }
#output .is-bad { display: block; }
#events { list-style: none; margin: 0; padding: 12px 14px; min-height: 3em; max-height: 40vh; overflow: auto; font: 13px ui-monospace, Menlo, Consolas, monospace; }
#report { width: 100%; height: 80vh; border: 1px solid var(--line); border-radius: 8px; background: var(--back); }
@media (max-width: 800px) { main.play { grid-template-columns: minmax(0, 1fr); } .wide { grid-column: 1; } #editor { height: 40vh; } }
`

/** Limits as sliders: name, label, minimum, maximum, default, unit, and the factor of the unit. */
const SLIDERS = [
  ['maxDurationMs', 'Computing', 1, 60, 5, 's', 1_000],
  ['maxMemoryBytes', 'Memory', 1, 512, 128, 'MiB', 1_048_576],
  ['maxHostCalls', 'Calls', 1, 2_000, 1_000, '', 1],
  ['maxOutputBytes', 'Output', 1, 1_024, 64, 'KiB', 1_024],
] as const

/** The page of the playground. Its editor is a separate file. */
export function playPage(declarations: string, examples: readonly Example[]): string {
  const options = examples.map(({ name }) => html`<option>${name}</option>`)
  const sliders = SLIDERS.map(
    ([limit, label, from, to, at, unit, factor]) =>
      html`<label
        >${label}
        <input
          type="range"
          min="${from}"
          max="${to}"
          value="${at}"
          data-limit="${limit}"
          data-name="${unit}"
          data-unit="${factor}"
        />
        <output></output>
      </label>`,
  )
  const body = html`<header class="top">
      <div class="bar">
        <h1>monty-node</h1>
        <button class="main" id="run" title="Ctrl+Enter">Run</button>
        <button id="stop" disabled>Stop</button>
        <span class="badge is-on" id="status" role="status">ready</span>
        <label
          >Example
          <select id="examples">
            ${options}
          </select></label
        >
        <button id="share">Link</button>
        <span class="quiet" id="shared" role="status"></span>
      </div>
    </header>
    <main class="play">
      <section aria-label="Program">
        <div id="editor"></div>
        <p class="quiet" id="findings" role="status"></p>
      </section>
      <section class="side" aria-label="What Python can call" tabindex="0">
        <pre class="panel">
${joinedLines(sourceHtml(declarations === '' ? '# There are no tools: see --tools' : declarations.trim()))}</pre>
      </section>
      <section class="wide limits panel" aria-label="Limits">${sliders}</section>
      <section class="part" aria-label="Output">
        <h2>Output</h2>
        <pre class="panel" id="output" tabindex="0"></pre>
      </section>
      <section class="part" aria-label="Events">
        <h2>Calls</h2>
        <ul class="panel" id="events" tabindex="0"></ul>
      </section>
      <section class="wide" aria-label="Report">
        <h2>Report</h2>
        <iframe id="report" title="The report of the run" hidden></iframe>
      </section>
    </main>`
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>monty-node: playground</title><link rel="icon" href="data:,">',
    `<style>${LOOK}${STYLE}</style></head><body>`,
    body.text,
    // Data, which no browser executes; `<` is escaped, so that the data cannot close the tag.
    `<script type="application/json" id="example-data">${JSON.stringify(examples).replaceAll('<', String.raw`\u003c`)}</script>`,
    '<script type="module" src="app.js"></script>',
    '</body></html>',
  ].join('\n')
}

const joinedLines = (lines: readonly Html[]): Array<Html | string> =>
  lines.flatMap((line, index) => (index === 0 ? [line] : ['\n', line]))
