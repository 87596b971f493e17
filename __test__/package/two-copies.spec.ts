import { expect, test, vi } from 'vitest'

type Copy = typeof import('monty-node')

test('two copies of the package in one thread keep their programs and runs apart', async () => {
  const one: Copy = await import('monty-node')
  vi.resetModules()
  const two: Copy = await import('monty-node')
  expect(two.Monty).not.toBe(one.Monty)

  const [plusOne, timesTen] = [new one.Monty('f(1) + 1'), new two.Monty('f(2) * 10')]
  const [first, second] = [plusOne.start(), timesTen.start()]
  const paused = [first, second].map((progress) => ('args' in progress ? progress.args : progress))
  expect(paused).toEqual([[1], [2]])
  const ends = [first, second].map(
    (progress) => 'args' in progress && progress.resume({ returnValue: 5 }),
  )
  expect(ends).toMatchObject([{ output: 6 }, { output: 50 }])
})
