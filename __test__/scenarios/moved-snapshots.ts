// A run or a session that is put away in one engine goes on in the other. Arguments: the engine (`native`, or the
// module's path), and then a snapshot to go on from, as base64, and its kind; without it, snapshots are made.
import {
  FunctionSnapshot,
  FutureSnapshot,
  Monty,
  MontyComplete,
  MontySession,
  NameLookupSnapshot,
  OsSnapshot,
} from 'monty-node'

const [engine, kind, bytes] = process.argv.slice(2)
if (engine === 'native') delete process.env.MONTY_NODE_WASM
else process.env.MONTY_NODE_WASM = engine

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

const programs: Record<string, string> = {
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

function made(): Record<string, string> {
  const snapshots: Record<string, string> = {}
  for (const [name, code] of Object.entries(programs)) {
    let progress = new Monty(code).start()
    if (name === 'futures' && progress instanceof FunctionSnapshot) {
      progress = progress.resume({ future: true })
    }
    if (progress instanceof MontyComplete) throw new Error(`${name} did not pause`)
    snapshots[name] = progress.dump({ key }).toString('base64')
  }
  const session = new MontySession()
  session.feed(KEYED)
  snapshots.session = session.dump({ key }).toString('base64')
  return snapshots
}

function resumed(snapshot: Buffer): unknown {
  if (kind === 'session') {
    const session = MontySession.load(snapshot, { key })
    return session.feed(`['yes', ${FOUND}]`)
  }
  const end = next(snapshot)
  if (!(end instanceof MontyComplete)) throw new Error('it paused again')
  return end.output
}

function next(snapshot: Buffer): unknown {
  switch (kind) {
    case 'function':
      return FunctionSnapshot.load(snapshot, { key }).resume({ returnValue: 'yes' })
    case 'os':
      return OsSnapshot.load(snapshot, { key }).resume({ returnValue: 'yes' })
    case 'name':
      return NameLookupSnapshot.load(snapshot, { key }).resume({ value: 'yes' })
    default: {
      const paused = FutureSnapshot.load(snapshot, { key })
      return paused.resume(paused.pendingCallIds.map((callId) => ({ callId, returnValue: 'yes' })))
    }
  }
}

const found = bytes === undefined ? made() : resumed(Buffer.from(bytes, 'base64'))
console.log(JSON.stringify(found))
