import { availableParallelism } from 'node:os'

/** Workers are no places that can be shared: one is left here. */
const ENDLESS = { none: 50, process: Math.max(1, availableParallelism() - 1) }
/** How long a short run may take beside them. */
const SOON_MS = 1_000

export default {
  about: 'short runs end soon beside many that never do',
  outcomes: ['ok'],
  async run({ run, isolation }) {
    const stop = new AbortController()
    const endless = Array.from({ length: ENDLESS[isolation] }, () =>
      run('while True: pass', { signal: stop.signal }),
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    let worstMs = 0
    for (let n = 0; n < 20; n++) {
      const began = performance.now()
      const outcome = await run('sum([i for i in range(100)])')
      if (outcome !== 'ok') return outcome
      worstMs = Math.max(worstMs, performance.now() - began)
    }
    stop.abort()
    await Promise.all(endless)
    return worstMs <= SOON_MS ? 'ok' : `took ${Math.round(worstMs)} ms`
  },
}
