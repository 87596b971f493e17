import { addonPath } from '../core/binaries/load.js'
import { nodeChildProcess } from '../core/node.js'
import type { Reader } from '../core/wire/reader.js'
import { workerProgram } from './worker-program.js'
import { crashOf } from './worker-end.js'
import { FrameDecoder } from './frames.js'
import { MAX_FRAME_BYTES } from './protocol.js'

const ONCE_MS = 10_000

/**
 * Has a worker process of its own answer these frames, holding this thread meanwhile: for the few
 * answers that somebody needs synchronously. A few ms.
 *
 * @throws MontyCrashedError
 */
export function requestSync(frames: Buffer, onReply: (kind: number, body: Reader) => void): void {
  const { stdout, error, status, signal } = nodeChildProcess().spawnSync(
    workerProgram(),
    [addonPath()],
    {
      cwd: '/',
      env: {},
      input: frames,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: ONCE_MS,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_FRAME_BYTES,
      windowsHide: true,
    },
  )
  if (error !== undefined || status !== 0) {
    const detail = error?.message ?? ''
    throw crashOf({ reason: 'exit', detail, exitCode: status, signal })
  }
  try {
    new FrameDecoder((kind, _subject, body) => onReply(kind, body)).push(stdout)
  } catch (cause) {
    const detail = (cause as Error).message
    throw crashOf({ reason: 'protocol', detail, exitCode: status, signal })
  }
}
