import { loadAddon } from './binaries/load.js'
import type * as Binding from './binding.cjs'

export type { BindingMount, BindingModuleStub, BindingTypeCheck } from './binding.cjs'

let loaded: typeof Binding | undefined = undefined

/** The native addon, loaded at first use. */
export function binding(): typeof Binding {
  loaded ??= loadAddon() as typeof Binding
  return loaded
}
