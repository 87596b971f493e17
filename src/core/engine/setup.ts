import { ENGINE_LIMITS, type EngineLimits } from '../limits.js'
import type { PyFloat } from '../values/index.js'
import { encodeValue } from '../wire/encode.js'
import { returnWriter, takeWriter } from '../wire/writer.js'

/** Seed of randomness, as in Python's `random.seed()`. */
type Seed = number | bigint | string | PyFloat | Uint8Array

/** Sources of time and randomness in Python. */
export interface Environment {
  /** The system's clock, a fixed instant in ms since the epoch, or the host. */
  readonly clock: 'system' | 'host' | number
  /** An IANA name, or an offset such as `+05:30`; UTC when undefined. */
  readonly timeZone: string | undefined
  readonly seed: Seed | undefined
  readonly cwd: string | undefined
}

export const DEFAULT_ENVIRONMENT: Environment = {
  clock: 'system',
  timeZone: undefined,
  seed: undefined,
  cwd: undefined,
}

/** Encodes settings in the format of `Setup::read`. */
export function encodeSetup(
  limits: EngineLimits,
  environment: Environment,
  flags: { readonly json: boolean; readonly reportsAwaited: boolean },
): Uint8Array {
  const writer = takeWriter()
  try {
    for (const name of ENGINE_LIMITS) writer.f64(limits[name])
    writeClock(environment.clock)
    writer.optionalText(environment.timeZone)
    writer.u8(environment.seed === undefined ? 0 : 1)
    if (environment.seed !== undefined) encodeValue(writer, environment.seed, 'random.seed')
    writer.optionalText(environment.cwd)
    writer.u8((flags.json ? 1 : 0) | (flags.reportsAwaited ? 2 : 0))
    return Uint8Array.prototype.slice.call(writer.buffer, 0, writer.length)
  } finally {
    returnWriter(writer)
  }

  function writeClock(clock: Environment['clock']): void {
    if (clock === 'system') return writer.u8(0)
    if (clock === 'host') return writer.u8(2)
    writer.u8(1)
    writer.f64(Math.floor(clock / 1_000))
    writer.u32((((clock % 1_000) + 1_000) % 1_000) * 1_000)
  }
}

/** The settings of a run with default options. */
export const USUAL_SETUP: Uint8Array = new Uint8Array(0)
