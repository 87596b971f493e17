import { pythonError } from '../contract/python-error.js'
import type { CallEvent, NameEvent } from '../engine/event.js'
import type { Message } from '../engine/message.js'
import { boundMethod, CALL, HostObject, missing, notCallable } from '../contract/host-object.js'
import { PyFunction } from '../values/index.js'
import { answer, notFound, type Outcome, type Remember } from './answers.js'
import type { Host } from './host.js'
import type { HostAsks } from './host-asks.js'
import type { Callee } from '../contract/host-call.js'
import { outcomeOf } from './calls.js'

/** Converts a call of a method that Python read from its object into a method call of the object. */
export function asMethodCall(event: CallEvent, host: Host): CallEvent {
  if (event.receiver !== undefined || host.functions.has(event.name)) return event
  const bound = boundMethod(event.name)
  return bound === undefined ? event : { ...event, ...bound }
}

/** The callee; `undefined` if it does not exist here. */
export function resolveCallee(event: CallEvent, host: Host): Callee | undefined {
  if (event.receiver === undefined) return host.functions.get(event.name)
  const object = HostObject.find(event.receiver)
  return object === undefined ? undefined : HostObject.method(object, event.name)
}

/** The answer to a call whose callee does not exist. */
export function unknownCallee(event: CallEvent, remember: Remember): Message {
  if (event.receiver === undefined) return notFound
  return answer(event.name, { error: notHere(event) }, false, remember)
}

const attributeOf = (object: HostObject, name: string): unknown =>
  HostObject.attribute(object, name)

/** The error of a call that was approved, but whose function does not exist here. */
export function notHere({ name, receiver }: CallEvent): Error {
  if (receiver === undefined) return pythonError('NameError', `name '${name}' is not defined`)
  const found = HostObject.find(receiver)
  if (name === CALL) return notCallable(found)
  return missing(found?.className ?? 'object', name)
}

/**
 * The value of a name that the host creates at its first use, possibly a promise; `undefined` for other
 * names.
 */
export function lazyValue(
  { name, receiver }: NameEvent,
  { lazies }: Host,
  asks: HostAsks,
): Outcome | undefined {
  const make = receiver === undefined ? lazies.get(name) : undefined
  if (make === undefined) return undefined
  asks.add()
  return outcomeOf(make)
}

/** The answer to an undefined name, or to an attribute of a host object. */
export function answerLookup(
  event: NameEvent,
  host: Host,
  asks: HostAsks,
  remember: Remember,
): Message {
  const { name, receiver } = event
  if (receiver !== undefined) {
    const object = HostObject.find(receiver)
    // Python turns this into an AttributeError, which hasattr and getattr handle.
    if (object === undefined || !HostObject.has(object, name)) return notFound
    if (HostObject.asks(object, name)) asks.add()
    return answer(name, outcomeOf(attributeOf, object, name), false, remember)
  }
  if (host.functions.has(name))
    return answer(name, { value: new PyFunction(name) }, false, remember)
  const module = host.modules.get(name)
  return module === undefined ? notFound : answer(name, { value: module }, false, remember)
}
