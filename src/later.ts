// Functions that most programs never need, or not at once: `scripts/build/bundle.mjs` puts them
// into a separate file, which is loaded when one of them is called, since parsing takes most of the
// time of loading the package. Only functions may be exported here; callers import them from their
// own modules.
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
