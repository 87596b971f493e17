import { binding, type BindingMount } from '../binding.js'
import { NOT_HANDLED, type OsCall } from '../contract/os.js'
import { MontyUsageError } from '../errors.js'
import { pythonError } from '../contract/python-error.js'
import { Decoder } from '../wire/decode.js'
import { encodeValue } from '../wire/encode.js'
import { Reader } from '../wire/reader.js'
import { returnWriter, takeWriter } from '../wire/writer.js'

const VALUE = 0
const EXCEPTION = 1

interface DirectoryOptions {
  readonly mode: string
  /** Bytes. Default: no limit. */
  readonly writeBytesLimit: number | undefined
  /** Bytes. Default: the engine's. */
  readonly memoryBytesLimit: number | undefined
}

/** An open directory of the host. */
export class MountedDirectory {
  readonly #binding: BindingMount

  /** @throws MontyUsageError when there is no such directory */
  constructor(
    virtualPath: string,
    hostPath: string,
    { mode, writeBytesLimit = -1, memoryBytesLimit = -1 }: DirectoryOptions,
  ) {
    // A missing binary is reported as a different error.
    const { BindingMount: Mount } = binding()
    try {
      this.#binding = Mount.open(virtualPath, hostPath, mode, writeBytesLimit, memoryBytesLimit)
    } catch (error) {
      throw new MontyUsageError((error as Error).message, 'MONTY_USAGE', error)
    }
  }

  /**
   * The answer to an operating system call, or `NOT_HANDLED`.
   *
   * @throws the exception to raise in Python
   */
  call({ name, args, kwargs }: Pick<OsCall, 'name' | 'args' | 'kwargs'>): unknown {
    const writer = takeWriter()
    let reply: Buffer
    try {
      writer.text(name)
      writer.varint(args.length)
      args.forEach((value, index) => encodeValue(writer, value, `${name}() argument ${index + 1}`))
      const named = Object.entries(kwargs)
      writer.varint(named.length)
      for (const [keyword, value] of named) {
        writer.text(keyword)
        encodeValue(writer, value, `${name}() argument ${keyword}`)
      }
      reply = this.#binding.call(writer.buffer.subarray(0, writer.length))
    } finally {
      returnWriter(writer)
    }
    return readAnswer(new Reader(reply), name)
  }
}

function readAnswer(reader: Reader, name: string): unknown {
  switch (reader.u8()) {
    case VALUE:
      return new Decoder(reader, { dicts: 'auto', cycles: 'error', floats: 'PyFloat' }).value(name)
    case EXCEPTION:
      throw pythonError(reader.text(), reader.optionalText() ?? '')
    default:
      return NOT_HANDLED
  }
}
