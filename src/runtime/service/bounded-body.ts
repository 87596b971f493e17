/**
 * The body of a request as text; `undefined` when it is longer than `maxBytes`, of which no more is
 * read. Rejects when the client disconnects.
 */
export async function boundedBody(request: Request, maxBytes: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined
  const parts: Uint8Array[] = []
  let bytes = 0
  const reader = request.body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? NOTHING_LEFT
    if (value !== undefined) {
      bytes += value.length
      if (bytes > maxBytes) {
        void reader?.cancel().catch(() => {})
        return undefined
      }
      parts.push(value)
    }
    if (done) return Buffer.concat(parts).toString('utf8')
  }
}

const NOTHING_LEFT = { done: true, value: undefined } as const
