import { HostObject, IDENTITY, retain } from '../contract/host-object.js'
import { types } from '../node.js'
import {
  PyClass,
  PyComplex,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyEllipsis,
  PyException,
  PyFile,
  PyFunction,
  PyModule,
  PyNotImplemented,
  PyObject,
  PyPath,
  PyRepr,
  PyTime,
  PyTimeDelta,
  PyTimeZone,
  PyType,
} from '../values/index.js'
import { PyEnumeration } from '../values/objects.js'
import type { Encoder } from './encode.js'
import { Tag } from './tag.js'

/** Encodes an instance of one of this package's classes, or a `Date`; `false` for other values. */
export function encodePyValue(encoder: Encoder, value: object): boolean {
  const { writer } = encoder
  if (types.isDate(value)) {
    if (Number.isNaN(value.getTime())) throw encoder.error('is an invalid date')
    writeDateTime(encoder, PyDateTime.fromDate(value))
  } else if (value instanceof PyDateTime) {
    writeDateTime(encoder, value)
  } else if (value instanceof PyDate) {
    writer.u8(Tag.DATE)
    writeDate(encoder, value)
  } else if (value instanceof PyTime) {
    writeTime(encoder, value)
  } else if (value instanceof PyTimeDelta) {
    writer.u8(Tag.TIMEDELTA)
    for (const part of [value.days, value.seconds, value.microseconds]) {
      writer.i32(whole(encoder, part))
    }
  } else if (value instanceof PyTimeZone) {
    writer.u8(Tag.TIMEZONE)
    writer.i32(offset(encoder, value.offsetSeconds))
    encoder.optionalText(value.name)
  } else if (value instanceof PyDecimal) {
    if (!isDecimal(value.value)) throw encoder.error(`is no decimal number: ${value.value}`)
    tagged(encoder, Tag.DECIMAL, value.value)
  } else if (value instanceof PyComplex) {
    writer.u8(Tag.COMPLEX)
    writer.f64(value.real)
    writer.f64(value.imag)
  } else if (value instanceof PyPath) {
    tagged(encoder, Tag.PATH, value.path)
  } else {
    return encodeObject(encoder, value)
  }
  return true
}

function encodeObject(encoder: Encoder, value: object): boolean {
  const { writer } = encoder
  const host = value instanceof HostObject ? value : HostObject.of(value)
  if (host !== undefined) {
    writeHostObject(encoder, host)
  } else if (value === PyEllipsis) {
    writer.u8(Tag.ELLIPSIS)
  } else if (value === PyNotImplemented) {
    writer.u8(Tag.NOT_IMPLEMENTED)
  } else if (value instanceof PyException) {
    tagged(encoder, Tag.EXCEPTION, value.typeName)
    encoder.optionalText(value.message)
  } else if (value instanceof PyObject) {
    writeInstance(encoder, value)
  } else if (value instanceof PyEnumeration) {
    writeInstance(encoder, PyEnumeration.object(value))
  } else if (value instanceof PyClass) {
    writeClass(encoder, value)
  } else if (value instanceof PyType) {
    tagged(encoder, Tag.TYPE, value.name)
  } else if (value instanceof PyFunction) {
    writeFunction(encoder, value)
  } else if (value instanceof PyModule) {
    writeModule(encoder, value)
  } else if (value instanceof PyFile) {
    tagged(encoder, Tag.FILE, value.path)
    encoder.text(value.mode)
    writer.f64(value.position)
  } else if (value instanceof PyRepr) {
    throw encoder.error(`is the repr() of a Python value (${value.text}), which cannot go back`)
  } else {
    return false
  }
  return true
}

function tagged(encoder: Encoder, tag: number, text: string): void {
  encoder.writer.u8(tag)
  encoder.text(text)
}

/** Whether `decimal.Decimal` accepts the text: a number, an infinity, or a `nan` that may carry digits. */
function isDecimal(text: string): boolean {
  return /^\s*[+-]?(?:(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?|inf(?:inity)?|s?nan\d*)\s*$/i.test(
    text,
  )
}

function inRange(encoder: Encoder, value: number, low: number, high: number, what: string): number {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw encoder.error(`has ${value} for its ${what}, which must be ${low} to ${high}`)
  }
  return value
}

function whole(encoder: Encoder, value: number): number {
  return inRange(encoder, value, -(2 ** 31), 2 ** 31 - 1, 'part')
}

function offset(encoder: Encoder, seconds: number): number {
  return inRange(encoder, seconds, -86_399, 86_399, 'offset')
}

function writeDate(encoder: Encoder, date: { year: number; month: number; day: number }): void {
  const { writer } = encoder
  writer.i32(inRange(encoder, date.year, 1, 9999, 'year'))
  writer.u8(inRange(encoder, date.month, 1, 12, 'month'))
  const days = new Date(Date.UTC(2000 + (date.year % 400), date.month, 0)).getUTCDate()
  writer.u8(inRange(encoder, date.day, 1, days, 'day'))
}

function writeClock(encoder: Encoder, time: PyTime | PyDateTime): void {
  const { writer } = encoder
  writer.u8(inRange(encoder, time.hour, 0, 23, 'hour'))
  writer.u8(inRange(encoder, time.minute, 0, 59, 'minute'))
  writer.u8(inRange(encoder, time.second, 0, 59, 'second'))
}

function writeFraction(encoder: Encoder, time: PyTime | PyDateTime): void {
  const { writer } = encoder
  writer.u32(inRange(encoder, time.microsecond, 0, 999_999, 'microsecond'))
  if (time.offsetSeconds === null && time.timeZoneName !== null) {
    throw encoder.error(
      `has a time zone's name (${time.timeZoneName}) without its offset: give offsetSeconds as well`,
    )
  }
  writer.u8(time.offsetSeconds === null ? 0 : 1)
  if (time.offsetSeconds !== null) {
    writer.i32(offset(encoder, time.offsetSeconds))
    encoder.optionalText(time.timeZoneName)
  }
}

function writeDateTime(encoder: Encoder, value: PyDateTime): void {
  encoder.writer.u8(Tag.DATETIME)
  writeDate(encoder, value)
  writeClock(encoder, value)
  writeFraction(encoder, value)
}

function writeTime(encoder: Encoder, value: PyTime): void {
  encoder.writer.u8(Tag.TIME)
  writeClock(encoder, value)
  encoder.writer.u8(value.fold)
  writeFraction(encoder, value)
}

function writeFunction(encoder: Encoder, value: PyFunction): void {
  switch (value.origin) {
    case 'host':
      tagged(encoder, Tag.FUNCTION, value.name)
      return encoder.optionalText(value.docstring)
    case 'builtin':
      return tagged(encoder, Tag.BUILTIN, value.name)
    case 'python':
      throw encoder.error(`is a function of Python's own (${value.name}), which cannot go back`)
  }
}

function writeHostObject(encoder: Encoder, object: HostObject): void {
  if (!encoder.open(object)) return
  retain(object)
  const { id, classId } = HostObject.identify(object)
  if (HostObject.isClass(object)) {
    writeHostClass(encoder, object.className, id)
    return encoder.close()
  }
  encoder.writer.u8(Tag.INSTANCE)
  encoder.writer.raw(Buffer.from(id, 'hex'))
  encoder.skip()
  writeHostClass(encoder, object.className, classId)
  // Python compares host objects by class and attributes, so each object has a unique attribute.
  encoder.writer.u8(Tag.RECORD)
  encoder.writer.varint(1)
  encoder.name(IDENTITY)
  encoder.skip()
  writeHostClass(encoder, object.className, id)
  encoder.close()
}

/**
 * Encodes a host class. Its marker makes the engine treat host objects, which are sent as copies, as
 * identical.
 */
function writeHostClass(encoder: Encoder, className: string, id: string): void {
  tagged(encoder, Tag.CLASS, className)
  encoder.writer.raw(Buffer.from(id, 'hex'))
  encoder.writer.u8(1)
  encoder.writer.u8(Tag.RECORD)
  encoder.writer.varint(1)
  encoder.name(MARK)
  encoder.writer.u8(Tag.TRUE)
}

const MARK = 'lo__host'

function writeClass(encoder: Encoder, type: PyClass): void {
  if (!encoder.open(type)) return
  const { identity } = type
  tagged(encoder, Tag.CLASS, identity.name)
  encoder.writer.raw(Buffer.from(identity.id, 'hex'))
  encoder.writer.u8((identity.isHostDefined ? 1 : 0) | (identity.isDataclass ? 2 : 0))
  encoder.writer.u8(Tag.RECORD)
  const names = [...identity.attributes.keys()].map(String)
  encoder.fields(names, (name) => identity.attributes.get(name))
  encoder.close()
}

function writeInstance(encoder: Encoder, object: PyObject): void {
  if (!encoder.open(object)) return
  const { id, type } = PyObject.identify(object)
  encoder.writer.u8(Tag.INSTANCE)
  encoder.writer.raw(Buffer.from(id, 'hex'))
  encoder.child('class', type)
  encoder.writer.u8(Tag.RECORD)
  encoder.fields(Object.keys(object.fields), (name) => object.fields[name])
  encoder.close()
}

function writeModule(encoder: Encoder, module: PyModule): void {
  if (!encoder.open(module)) return
  tagged(encoder, Tag.MODULE, module.name)
  encoder.writer.raw(Buffer.from(module.id, 'hex'))
  encoder.writer.u8(Tag.RECORD)
  encoder.fields(Object.keys(module.attributes), (name) => module.attributes[name])
  encoder.close()
}
