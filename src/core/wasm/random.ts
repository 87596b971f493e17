/** Maximum number of bytes per call of `getRandomValues`. */
const MAX_BYTES = 65_536

/** Fills a part of an instance's memory with cryptographically secure random bytes. */
export function fillRandomly(memory: ArrayBuffer, at: number, bytes: number): void {
  for (let done = 0; done < bytes; done += MAX_BYTES) {
    const part = new Uint8Array(memory, at + done, Math.min(MAX_BYTES, bytes - done))
    globalThis.crypto.getRandomValues(part)
  }
}
