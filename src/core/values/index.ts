export {
  PyClass,
  PyEllipsis,
  PyException,
  PyFile,
  PyFunction,
  PyModule,
  PyNotImplemented,
  PyObject,
  PyPath,
  PyRepr,
  PyType,
} from './objects.js'
export type { ClassIdentity, Singleton } from './objects.js'
export { PyComplex, PyDecimal, PyFloat } from './numbers.js'
export { PyDate, PyDateTime, PyTime, PyTimeDelta, PyTimeZone } from './time.js'
export type { DateTimeFields, IsoValue, TimeFields } from './time.js'
export { PyTuple } from './tuple.js'
