import { type Host, setupOf } from '../core/drive/host.js'
import { dumpedLimits } from '../core/engine/dumped-limits.js'
import type { SessionSource } from '../core/engine/opening.js'
import { DEFAULT_LIMITS } from '../core/limits.js'
import type { Source } from '../core/engine/source.js'
import { type Keeping, RemoteExecution } from './execution.js'
import { crewOf, type MontyPool } from './pool.js'

/** A run of a program, on whichever worker is free when it starts. */
export function openRun(
  pool: MontyPool,
  source: Source,
  host: Host,
  isKept: boolean,
): RemoteExecution {
  const { scriptName } = source
  const { limits } = host
  return new RemoteExecution(
    crewOf(pool),
    // What is kept may be a stepped run.
    { kind: 'program', source, setup: setupOf(host, isKept) },
    { scriptName, limits, isSession: false, isKept },
  )
}

/** A session in which nothing was defined yet. */
export function openSession(pool: MontyPool, source: SessionSource, host: Host): RemoteExecution {
  const { scriptName } = source
  const { limits } = host
  return new RemoteExecution(
    crewOf(pool),
    { kind: 'session', source, setup: setupOf(host) },
    { scriptName, limits, isSession: true, isKept: true },
  )
}

/** An execution from authentic bytes, on whichever worker is free when it goes on. */
export function openDump(pool: MontyPool, bytes: Uint8Array, kept: DumpKeeping): RemoteExecution {
  const limits = { ...DEFAULT_LIMITS, ...dumpedLimits(bytes) }
  return new RemoteExecution(crewOf(pool), { kind: 'dump', bytes }, { ...kept, limits })
}

type DumpKeeping = Pick<Keeping, 'scriptName' | 'isSession' | 'isKept'>
