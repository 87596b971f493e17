import { binding } from '../binding.js'

/** Smaller buffers are left to the garbage collector. */
const LARGE_BYTES = 256 * 1024

/**
 * Frees the memory of a buffer that is no longer used. The garbage collector would leave it until its next
 * run: a few large values would exceed the run's memory limit by far.
 */
export function free(buffer: Buffer): void {
  if (buffer.length >= LARGE_BYTES) binding().detach(buffer.buffer as ArrayBuffer)
}
