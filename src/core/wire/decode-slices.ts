import { withoutIds } from '../contract/host-object.js'
import { PyException, PyPath } from '../values/objects.js'
import { nameFields, PyTuple } from '../values/tuple.js'
import { asInstance, attributesFrom, COLLIDING, Decoder, MAX_DEPTH, refusalOf } from './decode.js'
import { isWatched } from './hashed.js'
import { jsonInSlices } from './json-slices.js'
import { largeIntInSlices } from './magnitude.js'
import { setOwn } from './own.js'
import { findRefusedInSlices } from './refused.js'
import { type Sliced, Stretch } from './sliced.js'
import { Tag } from './tag.js'

/** Number of values decoded before a slice may end. */
const STRETCH = 512

/**
 * Decodes like a {@link Decoder}, in slices: arguments may take a second to decode, for which the event loop
 * must not be held.
 */
export class SlicedDecoder extends Decoder {
  readonly #stretch = new Stretch(STRETCH);

  /** Like `value`, in slices. */
  *valueInSlices(root: string): Sliced<unknown> {
    const value = yield* this.#read()
    if (this.isRefused) throw refusalOf(yield* findRefusedInSlices(value, [root]), root)
    return value
  }

  /** Like `argument`, in slices. */
  *argumentInSlices(callee: string, which: number | string): Sliced<unknown> {
    return yield* this.valueInSlices(`${callee}() argument ${which}`)
  }

  *#read(): Sliced<unknown> {
    const { reader } = this
    if (this.#stretch.isOver()) yield
    const tag = reader.u8()
    switch (tag) {
      case Tag.STR:
        return withoutIds(yield* reader.textInSlices())
      case Tag.JSON:
        return yield* jsonInSlices(reader.textBytes())
      case Tag.DEFINE:
        return yield* this.#define()
      case Tag.LIST:
      case Tag.TUPLE:
      case Tag.RECORD:
      case Tag.DICT:
      case Tag.SET:
      case Tag.FROZENSET:
      case Tag.NAMEDTUPLE:
      case Tag.INSTANCE: {
        if (++this.depth > MAX_DEPTH) {
          throw new RangeError('a message of the engine nests too deeply')
        }
        const value = yield* this.#container(tag)
        this.depth--
        return value
      }
      case Tag.BIGINT: {
        const isNegative = reader.u8() !== 0
        const value = yield* largeIntInSlices(reader.blob())
        return isNegative ? -value : value
      }
      case Tag.EXCEPTION:
        return new PyException(
          yield* reader.textInSlices(),
          withoutIds(yield* reader.optionalTextInSlices()),
        )
      case Tag.PATH:
        return new PyPath(yield* reader.textInSlices())
      default:
        reader.position -= 1
        return this.read()
    }
  }

  *#container(tag: number): Sliced<unknown> {
    const { reader } = this
    switch (tag) {
      case Tag.LIST:
        return yield* this.#items([], reader.count())
      case Tag.TUPLE:
        return yield* this.#items(new PyTuple(), reader.count())
      case Tag.RECORD:
        return yield* this.#record(reader.count())
      case Tag.DICT:
        return this.asDict(yield* this.#map(reader.count()))
      case Tag.NAMEDTUPLE: {
        const [typeName, names] = this.namedTupleHead()
        return nameFields(yield* this.#items(new PyTuple(), names.length), typeName, names)
      }
      case Tag.INSTANCE: {
        const [id, type] = this.instanceHead()
        return asInstance(id, type, yield* this.#attributes())
      }
      default: {
        const items = yield* this.#items([], reader.count())
        return (yield* this.hashing.setInSlices(items)) ?? this.refuse(COLLIDING)
      }
    }
  }

  /** A value that is no container is decoded directly: a generator costs more than decoding. */
  *#items<T extends unknown[]>(items: T, count: number): Sliced<T> {
    for (let index = 0; index < count; index++) {
      if (this.reader.peek() > Tag.FLOAT) items.push(yield* this.#read())
      else {
        if (this.#stretch.isOver()) yield
        items.push(this.read())
      }
    }
    return items
  }

  *#define(): Sliced<unknown> {
    const defined = (this.defined ??= [])
    const index = defined.push(undefined) - 1
    const value = yield* this.#read()
    defined[index] = value
    return value
  }

  *#record(count: number): Sliced<unknown> {
    if (this.options.dicts === 'map') {
      const map = new Map<unknown, unknown>()
      for (let index = 0; index < count; index++) map.set(this.name(), yield* this.#read())
      return map
    }
    return yield* this.#object(count)
  }

  *#object(count: number): Sliced<Record<string, unknown>> {
    const object: Record<string, unknown> = {}
    for (let index = 0; index < count; index++) {
      const name = this.name()
      setOwn(object, name, yield* this.#read())
    }
    return object
  }

  *#map(count: number): Sliced<Map<unknown, unknown>> {
    const keys: unknown[] = []
    const values: unknown[] = []
    for (let index = 0; index < count; index++) {
      keys.push(yield* this.#read())
      values.push(yield* this.#read())
    }
    if (!isWatched(count)) return new Map(keys.map((key, index) => [key, values[index]]))
    const map = yield* this.hashing.mapInSlices(keys, values)
    return map ?? new Map([['', this.refuse(COLLIDING)]])
  }

  *#attributes(): Sliced<Record<string, unknown>> {
    const tag = this.reader.u8()
    const count = this.reader.count()
    if (tag === Tag.RECORD) return yield* this.#object(count)
    return attributesFrom(yield* this.#map(count))
  }
}
