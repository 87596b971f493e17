import { binding } from '../binding.js'

/** Less is not worth a call. */
const LARGE_BYTES = 1024 * 1024

/**
 * Gives back the memory of a buffer that nobody will look at again. The collector would leave it until
 * it next comes: a few large values would take the process far beyond what the run may hold.
 */
export function free(buffer: Buffer): void {
  if (buffer.length >= LARGE_BYTES) binding().detach(buffer.buffer as ArrayBuffer)
}
