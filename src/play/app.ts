import { visibleText } from '../pages/html.js'
import { pythonEditor } from './editor.js'
import { codeIn, linkOf } from './link.js'
import { check, run } from './server.js'
import type { Finding, PlayEvent } from './play-event.js'

const element = (id: string): HTMLElement => document.querySelector<HTMLElement>(`#${id}`)!

const [runButton, stopButton, shareButton] = ['run', 'stop', 'share'].map(
  (id) => element(id) as HTMLButtonElement,
)
const [output, events, status] = [element('output'), element('events'), element('status')]
const report = element('report') as HTMLIFrameElement
const choice = element('examples') as HTMLSelectElement
const examples = JSON.parse(element('example-data').textContent) as Array<{
  name: string
  code: string
}>

let running: AbortController | undefined

const editor = pythonEditor({
  parent: element('editor'),
  code: codeIn(location.hash) ?? examples[0]?.code ?? '',
  run: () => void start(),
  check: checked,
})

async function checked(code: string): Promise<readonly Finding[]> {
  const findings = await check(code)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  element('findings').textContent =
    errors === 0 ? 'no findings' : `${errors} ${errors === 1 ? 'finding' : 'findings'}`
  return findings
}

function limits(): Record<string, number> {
  const sliders = document.querySelectorAll<HTMLInputElement>('input[type=range][data-limit]')
  return Object.fromEntries(
    [...sliders].map((one) => [
      one.dataset['limit']!,
      Number(one.value) * Number(one.dataset['unit']),
    ]),
  )
}

async function start(): Promise<void> {
  running?.abort()
  const own = new AbortController()
  running = own
  output.replaceChildren()
  events.replaceChildren()
  report.hidden = true
  showStatus('running', 'is-on')
  runButton!.disabled = true
  stopButton!.disabled = false
  try {
    for await (const event of run(editor.state.doc.toString(), limits(), own.signal)) show(event)
  } catch (error) {
    showStatus(own.signal.aborted ? 'stopped' : String(error), 'is-warn')
  } finally {
    if (running === own) {
      running = undefined
      runButton!.disabled = false
      stopButton!.disabled = true
    }
  }
}

function show(event: PlayEvent): void {
  switch (event.type) {
    case 'printed':
      append(output, event.text, event.stream === 'stderr' ? 'is-warn' : '')
      return
    case 'call':
    case 'ended': {
      const row = append(
        events,
        event.text,
        event.type === 'ended' && !event.isGood ? 'is-bad' : '',
        'li',
      )
      row.scrollIntoView({ block: 'nearest' })
      return
    }
    case 'done': {
      const isGood = event.status === 'ok'
      showStatus(event.status, isGood ? 'is-ok' : 'is-bad')
      if (event.text !== '') append(output, event.text, isGood ? 'result' : 'is-bad')
      report.src = event.report
      report.hidden = false
    }
  }
}

function append(
  to: HTMLElement,
  text: string,
  kind: string,
  tag: 'span' | 'li' = 'span',
): HTMLElement {
  const shown = visibleText(text)
  const last = to.lastElementChild
  // A program may print single letters.
  if (tag === 'span' && last instanceof HTMLElement && last.className === kind) {
    last.append(shown)
    return last
  }
  const part = document.createElement(tag)
  part.textContent = shown
  part.className = kind
  to.append(part)
  return part
}

function showStatus(text: string, kind: string): void {
  status.textContent = text
  status.className = `badge ${kind}`
}

function replaceCode(code: string): void {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: code } })
}

runButton!.addEventListener('click', () => void start())
stopButton!.addEventListener('click', () => running?.abort())
shareButton!.addEventListener('click', () => {
  history.replaceState(null, '', linkOf(editor.state.doc.toString()))
  const showShared = (text: string): void => void (element('shared').textContent = text)
  navigator.clipboard.writeText(location.href).then(
    () => showShared('The link is copied: it holds the program.'),
    () => showShared('The address holds the program now.'),
  )
})
choice.addEventListener('change', () => {
  const example = examples.find(({ name }) => name === choice.value)
  if (example !== undefined) replaceCode(example.code)
})
addEventListener('hashchange', () => {
  const code = codeIn(location.hash)
  if (code !== undefined) replaceCode(code)
})
for (const slider of document.querySelectorAll<HTMLInputElement>('input[type=range]')) {
  const shown = (): void => {
    slider.nextElementSibling!.textContent = `${slider.value} ${slider.dataset['name']}`
  }
  slider.addEventListener('input', shown)
  shown()
}
