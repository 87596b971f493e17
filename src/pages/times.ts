/** Formats a duration: `0.4 ms`, `23 ms`, `1.25 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1_000)} s`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`
}

/** Formats a duration that is still growing, roughly: `23 s`, `2 min`, `5 h`. */
export function roughly(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : duration(ms)
}

/** Formats a size in bytes. */
export function bytes(count: number): string {
  if (count < 1_024) return `${count} B`
  return count < 1_048_576
    ? `${(count / 1_024).toFixed(1)} KiB`
    : `${(count / 1_048_576).toFixed(1)} MiB`
}

/** Formats an instant in UTC. The value in a recording may be invalid. */
export function instant(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return 'at an unknown time'
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')
}
