// Detects whether the built WebAssembly module is up to date with its sources.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, readStamp, writeStamp } from '../lib/fingerprint.mjs'
import { wasmDir, wasmFile } from '../lib/targets.mjs'

const inputs = ['Cargo.toml', 'Cargo.lock', '.cargo', 'crates', 'scripts/build/wasm.mjs']
const stampFile = join(wasmDir, '.stamp.json')

export const fingerprintWasmSources = () => fingerprint(inputs)

/** `'fresh'`, `'stale'` if it was built from other sources, or `'missing'`. */
export function wasmState() {
  if (!existsSync(wasmFile)) return 'missing'
  return readStamp(stampFile)?.sources === fingerprintWasmSources() ? 'fresh' : 'stale'
}

/**
 * Records a build. The fingerprint must be taken before it, so that later changes count as stale.
 */
export function recordWasmBuild(stamp) {
  writeStamp(stampFile, stamp)
}
