import { NO_CROSSING } from '../engine/crossing.js'
import type { CallEvent, NameEvent } from '../engine/event.js'
import type { Message } from '../engine/message.js'
import { boundMethod, HostObject, missing } from '../host-object.js'
import { PyFunction } from '../values/index.js'
import { answer, notFound, type Remember } from './answers.js'
import type { Host } from './host.js'
import type { HostCallable } from './host-call.js'
import type { HostFunction } from '../options.js'
import { outcomeOf } from './calls.js'

/** What Python calls: a function of the host, or a method of one of its objects. */
export function calledBy(event: CallEvent, host: Host): HostFunction | HostCallable | undefined {
  if (event.receiver === undefined) return host.functions.get(event.name) ?? boundMethod(event.name)
  const object = HostObject.find(event.receiver)
  return object === undefined ? undefined : HostObject.method(object, event.name)
}

/** The answer to a call of something that is not there. */
export function notThere(event: CallEvent, remember: Remember): Message {
  if (event.receiver === undefined) return notFound
  const { className = 'object' } = HostObject.find(event.receiver) ?? {}
  return answer(event.name, { error: missing(className, event.name) }, false, remember)
}

const attributeOf = (object: HostObject, name: string): unknown =>
  HostObject.attribute(object, name)

const forget: Remember = () => NO_CROSSING

/** The answer to a name that Python does not know, or to an attribute of a host object. */
export function answerName(event: NameEvent, host: Host, remember: Remember = forget): Message {
  const { name, receiver } = event
  if (receiver !== undefined) {
    const object = HostObject.find(receiver)
    // Python makes an AttributeError of it, or what hasattr and getattr make of one.
    if (object === undefined || !HostObject.has(object, name)) return notFound
    return answer(name, outcomeOf(attributeOf, object, name), false, remember)
  }
  if (host.functions.has(name))
    return answer(name, { value: new PyFunction(name) }, false, remember)
  const module = host.modules.get(name)
  return module === undefined ? notFound : answer(name, { value: module }, false, remember)
}
