import { describe, expect, it } from 'vitest'
import { both } from './both.js'

const [, peer] = both[0]!
const [, all] = both[1]!
// What the package's ES modules tell its body, and no declarations have.
const { locatedAt: _, ...ours } = all as typeof all & { locatedAt?: unknown }

/** Names of everything that instances and the class itself have. */
function members(type: object): string[] {
  const own = type as { prototype?: object }
  const instance = own.prototype ? Object.getOwnPropertyNames(own.prototype) : []
  const fixed = new Set(['length', 'name', 'prototype', 'arguments', 'caller'])
  const onClass = Object.getOwnPropertyNames(type).filter((name) => !fixed.has(name))
  return [...instance, ...onClass.map((name) => `static ${name}`)].toSorted()
}

describe('the exports of monty-node/compat', () => {
  it('are those of @pydantic/monty', () => {
    expect(Object.keys(ours).toSorted()).toEqual(Object.keys(peer).toSorted())
  })

  it.each(Object.keys(ours))('%s has the same members', (name) => {
    const [theirs, mine] = [peer, ours].map(
      (api) => (api as unknown as Record<string, object>)[name]!,
    )
    expect(members(mine!)).toEqual(members(theirs!))
  })
})
