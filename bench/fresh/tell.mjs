import { setImmediate as turn } from 'node:timers/promises'

/** What this process has in memory once it has cleaned up. */
export async function residentBytes() {
  for (let i = 0; i < 3; i++) {
    globalThis.gc()
    await turn()
  }
  return process.memoryUsage.rss()
}

/** Prints what was measured, by name. */
export function tell(measured) {
  process.stdout.write(`${JSON.stringify(measured)}\n`)
}
