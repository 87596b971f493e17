/**
 * A `pathlib.Path`: always a POSIX path in the sandbox's own file system.
 *
 * @example
 * ```ts
 * const monty = new Monty('path.suffix', { inputs: ['path'] })
 * monty.run({ inputs: { path: new PyPath('/data/june.csv') } }) // '.csv'
 * ```
 */
export class PyPath {
  constructor(
    /** The path as written by Python, such as `/data/june.csv`. */
    readonly path: string,
  ) {}

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}

/**
 * An exception as a value: returned, or an item of a list; not a raised one. A host function that throws it
 * raises the exception in Python.
 *
 * @example
 * ```ts
 * const find = (): never => {
 *   throw new PyException('KeyError', 'no such order')
 * }
 * new Monty('find()').run({ externalFunctions: { find } }) // throws MontyRuntimeError: KeyError
 * ```
 */
export class PyException {
  constructor(
    /** Python name of the exception's type, such as `ValueError`. */
    readonly typeName: string,
    /** The exception's argument; `null` without one. */
    readonly message: string | null = null,
  ) {}

  toString(): string {
    return this.message === null ? this.typeName : `${this.typeName}: ${this.message}`
  }

  toJSON(): { type: string; message: string | null } {
    return { type: this.typeName, message: this.message }
  }
}

/** A function: a host function by name, a built-in, or the `repr()` of one defined in Python. */
export class PyFunction {
  constructor(
    /** The function's name in Python. */
    readonly name: string,
    /** Origin of the function; only `'host'` and `'builtin'` functions can be passed back to Python. */
    readonly origin: 'host' | 'builtin' | 'python' = 'host',
    /** Documentation of the function, if available. */
    readonly docstring: string | null = null,
  ) {}

  toString(): string {
    return this.origin === 'python' ? this.name : `<function ${this.name}>`
  }

  toJSON(): string {
    return this.toString()
  }
}

/**
 * A type as a value, such as `int`.
 *
 * @example
 * ```ts
 * const monty = new Monty('isinstance(2, kind)', { inputs: ['kind'] })
 * monty.run({ inputs: { kind: new PyType('int') } }) // true
 * ```
 */
export class PyType {
  constructor(
    /** Python name of the type. */
    readonly name: string,
  ) {}

  toString(): string {
    return `<class '${this.name}'>`
  }

  toJSON(): string {
    return this.toString()
  }
}

/** Identity of a class on both sides. */
export interface ClassIdentity {
  readonly name: string
  readonly id: string
  readonly isHostDefined: boolean
  readonly isDataclass: boolean
  readonly attributes: ReadonlyMap<unknown, unknown>
}

/** A class defined in Python or by the host, as a value. */
export class PyClass extends PyType {
  constructor(readonly identity: ClassIdentity) {
    super(identity.name)
  }
}

/**
 * An instance of a class or a dataclass. Passed back to Python, it is the same object as long as Python still
 * holds that.
 *
 * @example
 * ```ts
 * const session = new MontySession()
 * session.feed('class Cart:\n    def __init__(self):\n        self.items = []\ncart = Cart()')
 * const cart = session.feed('cart') as PyObject
 * cart.className // 'Cart'
 * cart.fields // { items: [] }
 * ```
 */
export class PyObject {
  /** The name of its class. */
  readonly className: string
  /** Copies of the attributes: changes have no effect in Python. */
  readonly fields: Record<string, unknown>
  readonly #id: string
  readonly #class: PyClass

  constructor(type: PyClass, id: string, fields: Record<string, unknown>) {
    this.className = type.name
    this.fields = fields
    this.#id = id
    this.#class = type
  }

  /** Whether the class is a dataclass. */
  get isDataclass(): boolean {
    return this.#class.identity.isDataclass
  }

  toJSON(): Record<string, unknown> {
    return this.fields
  }

  /** @internal */
  static identify(object: PyObject): { id: string; type: PyClass } {
    return { id: object.#id, type: object.#class }
  }
}

/** An enumeration that was defined in Python, as a value. */
export class PyEnumeration extends PyType {
  readonly #object: PyObject

  /** `object` represents the enumeration on the wire. */
  constructor(object: PyObject) {
    super(String(object.fields['__name__']))
    this.#object = object
  }

  /** @internal */
  static object(type: PyEnumeration): PyObject {
    return type.#object
  }
}

/** A module that the host provided, as a value. */
export class PyModule {
  constructor(
    readonly name: string,
    readonly id: string,
    readonly attributes: Record<string, unknown>,
  ) {}

  toJSON(): string {
    return `<module '${this.name}'>`
  }
}

/** An open file, as a value. */
export class PyFile {
  constructor(
    /** Path of the file in Python. */
    readonly path: string,
    /** Mode of the file, such as `'r'`. */
    readonly mode: string,
    /** Current position of Python in the file. */
    readonly position: number,
  ) {}

  toJSON(): string {
    return `<file '${this.path}' mode='${this.mode}'>`
  }
}

/** A value with no counterpart, such as an iterator: its `repr()`. It cannot be passed back. */
export class PyRepr {
  constructor(
    /** The text of `repr()`. */
    readonly text: string,
  ) {}

  toString(): string {
    return this.text
  }

  toJSON(): string {
    return this.text
  }
}

/** The class of Python's constants that have no counterpart in JavaScript. */
export class Singleton {
  constructor(readonly name: string) {}

  toString(): string {
    return this.name
  }

  toJSON(): string {
    return this.name
  }
}

/** Python's `...`. */
export const PyEllipsis = new Singleton('Ellipsis')
/** Python's `NotImplemented`. */
export const PyNotImplemented = new Singleton('NotImplemented')
