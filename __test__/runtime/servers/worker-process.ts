import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const WORKER = fileURLToPath(new URL('queue-worker.ts', import.meta.url))
/** A module that makes a process one of another version. */
export const OTHER_VERSION = new URL('other-version.mjs', import.meta.url)

/** A worker of a queue, in a process of its own. */
export interface WorkerProcess {
  readonly child: ChildProcess
  /** Sends it a signal, and waits for its end. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts one that takes runs. `imports` are modules that it loads first. */
export async function startWorker(
  kind: string,
  folder: string,
  log: string,
  imports: readonly URL[] = [],
): Promise<WorkerProcess> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
  const loaded = [tsx, ...imports].flatMap(({ href }) => ['--import', href])
  const child = spawn(process.execPath, [...loaded, WORKER, kind, folder, log], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return {
    child,
    async end(signal) {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}
