// What most programs never need, or not at once: `scripts/build/bundle.mjs` makes a file of its own of it, which is loaded when
// one of these is called, since reading a source takes most of the time that it takes to load the package. Functions
// only, and those who call them import them from where they are.
export {
  leavingSyntax,
  report,
  requestOf,
  typeCheck,
  typeCheckAsync,
} from './core/type-check/check.js'
export { readFindings, writeCheck } from './core/type-check/request.js'
export { failureStatus, isRefusal } from './hints/failure.js'
export { hintFor } from './hints/hint.js'
export { capabilities } from './hints/capabilities.js'
export { moduleStubs } from './host/stubs/module-stubs.js'
export { stubs } from './host/stubs/stubs.js'
export { boundedBody } from './runtime/service/bounded-body.js'
export { pythonService } from './runtime/service/service.js'
