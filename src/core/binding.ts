import { loadAddon } from './binaries/load.js'
import type * as Binding from './binding.cjs'
import { chosenModule } from './wasm/chosen.js'
import { wasmBinding } from './wasm/wasm-binding.js'

export type { BindingMount } from './binding.cjs'

/** The addon's named exports. */
type Loaded = Omit<typeof Binding, 'default'>

let loaded: Loaded | undefined = undefined

/** The native addon, or its replacement in WebAssembly; loaded at first use. */
export function binding(): Loaded {
  loaded ??= load()
  return loaded
}

function load(): Loaded {
  const module = chosenModule()
  return module === undefined ? (loadAddon() as Loaded) : wasmBinding(module)
}
