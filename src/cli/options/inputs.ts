import { CliError, messageOf } from '../cli-error.js'
import { fs } from '../node.js'
import { textOf } from '../text-of.js'
import { parseExactly } from './parse-exactly.js'

/**
 * Parses the inputs of a program: `name=value`, where the value is JSON or else text; `name=@file`,
 * the content of a file, parsed if its name ends in `.json`; `name=@bytes:file`, its bytes;
 * `@file.json`, an object of inputs. Later ones override earlier ones.
 */
export function inputsOf(given: readonly string[]): Record<string, unknown> {
  const inputs: Record<string, unknown> = {}
  for (const text of given) {
    if (text.startsWith('@')) Object.assign(inputs, objectIn(text.slice(1)))
    else {
      const at = text.indexOf('=')
      if (at <= 0) throw new CliError(`--input ${text}: it is name=value, name=@file or @file.json`)
      inputs[text.slice(0, at)] = valueOf(text.slice(at + 1))
    }
  }
  return inputs
}

const BYTES = '@bytes:'

/** The files that inputs refer to. */
export const filesIn = (inputs: readonly string[]): string[] =>
  inputs.flatMap((text) => /^(?:[^=@]+=)?@(?:bytes:)?(.+)$/s.exec(text)?.[1] ?? [])

function valueOf(text: string): unknown {
  if (text.startsWith(BYTES)) return readBytes(text.slice(BYTES.length))
  if (text.startsWith('@')) {
    const file = text.slice(1)
    return file.endsWith('.json') ? parsed(file) : read(file)
  }
  try {
    return parseExactly(text)
  } catch {
    return text
  }
}

function objectIn(file: string): object {
  const value = parsed(file)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new CliError(`--input @${file}: the file must hold an object of inputs`)
}

function parsed(file: string): unknown {
  try {
    return parseExactly(read(file))
  } catch (error) {
    if (error instanceof CliError) throw error
    throw new CliError(`--input: ${file} is no JSON: ${messageOf(error)}`)
  }
}

function read(file: string): string {
  const bytes = readBytes(file)
  try {
    return textOf(bytes, file)
  } catch (error) {
    throw new CliError(`${messageOf(error)}; --input name=${BYTES}${file} is its bytes`)
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return new Uint8Array(fs.readFileSync(file))
  } catch (error) {
    throw new CliError(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `--input: there is no file ${file}`
        : `--input: ${messageOf(error)}`,
    )
  }
}
