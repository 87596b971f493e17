import { Worker, type WorkerOptions } from 'node:worker_threads'

/** A worker thread that runs a TypeScript module, which Node 20 does not do by itself. */
export function threadOf(module: string, options: WorkerOptions): Worker {
  const api = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const code = `import(${api}).then(({ register }) => {
    register()
    return import(${JSON.stringify(module)})
  })`
  return new Worker(code, { ...options, eval: true })
}
