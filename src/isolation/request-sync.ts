import { addonPath } from '../core/binaries/load.js'
import { nodeChildProcess } from '../core/node.js'
import { chosenModule } from '../core/wasm/chosen.js'
import { Instance } from '../core/wasm/instance.js'
import type { WasmModule } from '../core/wasm/web-assembly.js'
import type { Reader } from '../core/wire/reader.js'
import { workerProgram } from './worker-program.js'
import { crashOf } from './worker-end.js'
import { FrameDecoder } from './frames.js'
import { MAX_FRAME_BYTES } from './protocol.js'

const ONCE_MS = 10_000

type OnReply = (kind: number, body: Reader) => void

/**
 * Sends frames to a separate worker, in WebAssembly an instance, and handles its replies while holding this
 * thread: for the few requests that have to be synchronous. Takes a few ms.
 *
 * @throws MontyCrashedError
 */
export function requestSync(frames: Buffer, onReply: OnReply): void {
  const module = chosenModule()
  if (module !== undefined) return requestInstance(module, frames, onReply)
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
  read(stdout, onReply, { exitCode: status, signal })
}

function requestInstance(module: WasmModule, frames: Buffer, onReply: OnReply): void {
  const replies: Buffer[] = []
  const instance = Instance.now(module, (bytes) => replies.push(Buffer.from(bytes)))
  try {
    instance.call('serve_frames', {}, frames)
  } catch (error) {
    const detail = (error as Error).message
    throw crashOf({ reason: 'exit', detail, exitCode: null, signal: null })
  }
  read(Buffer.concat(replies), onReply, { exitCode: null, signal: null })
}

function read(
  bytes: Buffer,
  onReply: OnReply,
  ended: { exitCode: number | null; signal: string | null },
): void {
  try {
    new FrameDecoder((kind, _subject, body) => onReply(kind, body)).push(bytes)
  } catch (cause) {
    throw crashOf({ reason: 'protocol', detail: (cause as Error).message, ...ended })
  }
}
