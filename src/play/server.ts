import type { Finding } from './editor.js'

/** Something that happened in a run, as the server tells it. */
export type Told =
  | { readonly type: 'printed'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'call'; readonly id: number; readonly text: string }
  | { readonly type: 'ended'; readonly id: number; readonly text: string; readonly isGood: boolean }
  | {
      readonly type: 'done'
      readonly status: string
      /** The value, or what went wrong. */
      readonly text: string
      /** The address of the report. */
      readonly report: string
    }

const post = (path: string, body: object, signal?: AbortSignal): Promise<Response> =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  })

/** Runs a program, and tells what happens, piece by piece. Aborting ends the run. */
export async function* run(
  code: string,
  limits: Readonly<Record<string, number>>,
  signal: AbortSignal,
): AsyncGenerator<Told, void> {
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
    for (const line of lines) yield JSON.parse(line) as Told
  }
}

/** What the type checker finds in a program. */
export async function check(code: string): Promise<readonly Finding[]> {
  const response = await post('check', { code })
  return response.ok ? ((await response.json()) as Finding[]) : []
}
