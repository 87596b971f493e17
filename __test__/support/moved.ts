import type * as library from 'monty-node'

// Runs and sessions that are put away in one engine and go on in another, wherever the library is.

type Library = typeof library

export const KINDS = ['function', 'os', 'name', 'futures', 'session'] as const
export type Kind = (typeof KINDS)[number]

const key = 'a key that both of them have, long enough'

/** Values by whose hashes dicts and sets find them. */
const KEYED = `
from datetime import date, datetime, timedelta, timezone

def keys():
    return [
        b'bytes', 2 ** 100, -(2 ** 70), (1, 'two', b'three'), 'text', 3, 2.5, None, True,
        frozenset([1, 2]), date(2026, 1, 2), timedelta(hours=1), datetime(2026, 1, 2, tzinfo=timezone.utc),
        range(3, 9, 2), 1e300, (), ('nested', (2 ** 80, b'')), ..., int, len,
    ]

table = {key: index for index, key in enumerate(keys())}
members = set(keys())
`
const FOUND = `[table.get(key) for key in keys()] == list(range(len(keys()))) and all(key in members for key in keys())`

const programs: Record<Exclude<Kind, 'session'>, string> = {
  function: `${KEYED}
answer = ask(1)
[answer, ${FOUND}]`,
  os: `${KEYED}
import os
answer = os.getenv('ANSWER')
[answer, ${FOUND}]`,
  name: `${KEYED}
[answer, ${FOUND}]`,
  futures: `${KEYED}
called = ask(1)
answer = await called
[answer, ${FOUND}]`,
}

/** One of each kind, as bytes. */
export function putAway({
  Monty,
  MontyComplete,
  FunctionSnapshot,
  MontySession,
}: Library): Record<Kind, Uint8Array> {
  const snapshots = Object.entries(programs).map(([name, code]): [string, Uint8Array] => {
    let progress = new Monty(code).start()
    if (name === 'futures' && progress instanceof FunctionSnapshot) {
      progress = progress.resume({ future: true })
    }
    if (progress instanceof MontyComplete) throw new Error(`${name} did not pause`)
    return [name, progress.dump({ key })]
  })
  const session = new MontySession()
  session.feed(KEYED)
  snapshots.push(['session', session.dump({ key })])
  return Object.fromEntries(snapshots) as Record<Kind, Uint8Array>
}

/** Goes on from the bytes: gives `['yes', true]` when all is as it was. */
export function takenUp(library: Library, kind: Kind, bytes: Uint8Array): unknown {
  if (kind === 'session') {
    return library.MontySession.load(bytes, { key }).feed(`['yes', ${FOUND}]`)
  }
  const end = next(library, kind, bytes)
  if (!(end instanceof library.MontyComplete)) throw new Error('it paused again')
  return end.output
}

function next(library: Library, kind: Exclude<Kind, 'session'>, bytes: Uint8Array): unknown {
  switch (kind) {
    case 'function':
      return library.FunctionSnapshot.load(bytes, { key }).resume({ returnValue: 'yes' })
    case 'os':
      return library.OsSnapshot.load(bytes, { key }).resume({ returnValue: 'yes' })
    case 'name':
      return library.NameLookupSnapshot.load(bytes, { key }).resume({ value: 'yes' })
    case 'futures': {
      const paused = library.FutureSnapshot.load(bytes, { key })
      return paused.resume(paused.pendingCallIds.map((callId) => ({ callId, returnValue: 'yes' })))
    }
  }
}
