// With `node --import`, a process whose snapshots are of another version: it loads none of ours, nor do we of its own.
import { register } from 'node:module'

const ENGINE = /\bENGINE\s*=\s*["']monty-[\d.]+["']/

/** What is loaded, with another name of the engine in the headers of snapshots. */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context)
  if (!url.endsWith('/src/monty/snapshot/envelope.ts')) return loaded
  const source = String(loaded.source)
  if (!ENGINE.test(source)) throw new Error('the version of snapshots is somewhere else by now')
  return { ...loaded, source: source.replace(ENGINE, "ENGINE = 'monty-another'") }
}

// The thread that has the hooks loads this file as well.
if (!import.meta.url.includes('?hooks')) register(`${import.meta.url}?hooks`)
