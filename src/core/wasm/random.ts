/** Maximum number of bytes per call of `getRandomValues`. */
const MOST = 65_536

/** Fills a part of an instance's memory with cryptographically secure random bytes. */
export function fillRandomly(memory: ArrayBuffer, at: number, bytes: number): void {
  for (let done = 0; done < bytes; done += MOST) {
    const part = new Uint8Array(memory, at + done, Math.min(MOST, bytes - done))
    globalThis.crypto.getRandomValues(part)
  }
}
