import type { Finding, PlayEvent } from './play-event.js'

const post = (path: string, body: object, signal?: AbortSignal): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  })

/** Runs a program, and yields its events as they occur. Aborting ends the run. */
export async function* run(
  code: string,
  limits: Readonly<Record<string, number>>,
  signal: AbortSignal,
): AsyncGenerator<PlayEvent, void> {
  const response = await post('run', { code, limits }, signal)
  if (!response.ok || response.body === null) throw new Error(await response.text())
  let rest = ''
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as PlayEvent
  }
}

/** Type-checks a program. */
export async function check(code: string): Promise<readonly Finding[]> {
  const response = await post('check', { code })
  return response.ok ? ((await response.json()) as Finding[]) : []
}
