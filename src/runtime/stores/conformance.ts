import type { strict } from 'node:assert'
import { MontyUsageError } from '../../core/errors.js'
import { nodeAssert } from '../../core/node.js'
import type { SnapshotStore } from './store.js'
import { delay, wallClockNow } from '../../core/timers.js'

/** One requirement of a store. */
export interface StoreCheck {
  /** A sentence about stores. */
  readonly name: string
  /** Rejects when the store does not fulfil it. */
  run(): Promise<void>
}

const bytes = (text: string): Uint8Array => Buffer.from(text)
const textOf = (data: Uint8Array | undefined): string | undefined =>
  data && Buffer.from(data).toString()
const soon = (ms = 60_000): { expiresAt: number } => ({ expiresAt: wallClockNow() + ms })
const lease = (leaseMs = 60_000): { leaseMs: number } => ({ leaseMs })

/**
 * Checks that every store must pass, for the tests of your own: `makeStore` returns an empty store, or one
 * without other entries that begin with `check-`.
 *
 * @example
 * ```ts
 * for (const { name, run } of storeChecks(() => new MyStore())) it(name, run)
 * ```
 */
export function storeChecks(makeStore: () => SnapshotStore | Promise<SnapshotStore>): StoreCheck[] {
  if (typeof makeStore !== 'function') {
    throw new MontyUsageError('storeChecks needs a function that gives a store')
  }
  const assert: typeof strict = nodeAssert().strict
  let count = 0
  const check = (
    name: string,
    work: (store: SnapshotStore, id: string) => Promise<void>,
  ): StoreCheck => {
    const id = `check-${process.pid}-${wallClockNow()}-${count++}`
    return { name, run: async () => work(await makeStore(), id) }
  }
  return [
    check('gives back the very bytes it was given', async (store, id) => {
      const all = Uint8Array.from({ length: 256 }, (_, index) => index)
      await store.put(id, all, soon())
      const claim = await store.claim(id, lease())
      assert.deepEqual(Uint8Array.from(claim!.data), all)
    }),
    check('lets exactly one of many claims succeed', async (store, id) => {
      await store.put(id, bytes('one'), soon())
      const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim(id, lease())))
      assert.equal(claims.filter((claim) => claim !== undefined).length, 1)
    }),
    check('removes what it is told to, whoever has it', async (store, id) => {
      if (store.remove === undefined) return
      await store.put(`${id}/1`, bytes('one'), soon())
      await store.put(`${id}/2`, bytes('two'), soon())
      await store.put(`${id}/3`, bytes('three'), soon())
      await store.claim(`${id}/1`, lease())
      await store.remove([`${id}/1`, `${id}/3`, `${id}/4`])
      const left = await store.list({ prefix: `${id}/` })
      assert.deepEqual(
        left.map((entry) => entry.id),
        [`${id}/2`],
      )
    }),
    check('gives an entry that was released to the next one', async (store, id) => {
      await store.put(id, bytes('again'), soon())
      const first = await store.claim(id, lease())
      assert.equal(await store.release(id, first!.lease), true)
      const second = await store.claim(id, lease())
      assert.equal(textOf(second?.data), 'again')
      assert.notEqual(second!.lease, first!.lease)
    }),
    check(
      'gives an entry to the next one when its lease is over, and to the first no more',
      async (store, id) => {
        await store.put(id, bytes('lost'), soon())
        const first = await store.claim(id, lease(30))
        assert.equal(await store.claim(id, lease()), undefined)
        await delay(50)
        const second = await store.claim(id, lease())
        assert.equal(textOf(second?.data), 'lost')
        assert.equal(await store.consume(id, first!.lease), false)
        assert.equal(await store.release(id, first!.lease), false)
        assert.equal(await store.consume(id, second!.lease), true)
      },
    ),
    check('forgets what was consumed', async (store, id) => {
      await store.put(id, bytes('gone'), soon())
      const claim = await store.claim(id, lease())
      assert.equal(await store.consume(id, claim!.lease), true)
      assert.equal(await store.consume(id, claim!.lease), false)
      assert.equal(await store.claim(id, lease()), undefined)
      assert.deepEqual(await store.list({ prefix: id }), [])
    }),
    check('forgets what has expired', async (store, id) => {
      await store.put(id, bytes('old'), soon(30))
      await delay(50)
      assert.equal(await store.claim(id, lease()), undefined)
      assert.deepEqual(await store.list({ prefix: id }), [])
    }),
    check('knows nothing of what was never put', async (store, id) => {
      assert.equal(await store.claim(id, lease()), undefined)
      assert.equal(await store.consume(id, 'nobody'), false)
      assert.equal(await store.release(id, 'nobody'), false)
    }),
    check('replaces an entry, and ends its lease', async (store, id) => {
      await store.put(id, bytes('first'), soon())
      const first = await store.claim(id, lease())
      await store.put(id, bytes('second'), soon())
      assert.equal(await store.consume(id, first!.lease), false)
      assert.equal(textOf((await store.claim(id, lease()))?.data), 'second')
    }),
    check('lets anybody read an entry, and nobody have it for that', async (store, id) => {
      // Optional method.
      if (store.read === undefined) return
      await store.put(id, bytes('read'), soon())
      assert.equal(textOf(await store.read(id)), 'read')
      const claim = await store.claim(id, lease())
      assert.equal(textOf(claim?.data), 'read')
      assert.equal(textOf(await store.read(id)), 'read')
      assert.equal(await store.consume(id, claim!.lease), true)
      assert.equal(await store.read(id), undefined)
      await store.put(id, bytes('old'), soon(30))
      await delay(50)
      assert.equal(await store.read(id), undefined)
    }),
    check('lists what begins with a prefix, in order, and who has it', async (store, id) => {
      const ids = [`${id}/b`, `${id}/a`, `${id}_%`]
      for (const one of ids) await store.put(one, bytes(one), soon())
      await store.claim(`${id}/b`, lease())
      const listed = await store.list({ prefix: `${id}/` })
      assert.deepEqual(
        listed.map((entry) => [entry.id, entry.leasedUntil !== undefined]),
        [
          [`${id}/a`, false],
          [`${id}/b`, true],
        ],
      )
      assert.ok(listed.every(({ expiresAt }) => expiresAt > wallClockNow()))
    }),
  ]
}
