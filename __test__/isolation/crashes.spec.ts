import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Monty, MontyCrashedError } from 'monty-node'
import { expect, test } from 'vitest'
import { buildTypeScript } from '../../scripts/build/typescript.mjs'
import { caught, rejection } from '../support/caught.js'

// The interpreter cannot hand out a class before an instance of it, which only its own language leaves to it.
const code = 'class A: pass\n[A, A()]'
const place = /^the interpreter failed: .+ \(monty-types-[\d.]+\/src\/graph\.rs:\d+\)$/

test('a bug of the interpreter costs one run, and says where it is', async () => {
  expect(
    caught(() => new Monty(code, { language: 'monty' }).run(), MontyCrashedError).message,
  ).toMatch(place)
  const isolated = new Monty(code, { language: 'monty' }).runAsync({ isolation: 'process' })
  expect((await rejection(isolated, MontyCrashedError)).message).toMatch(place)
  expect(new Monty('1 + 1').run()).toBe(2)
})

test('a bug of the interpreter writes nothing to the streams of its host', async () => {
  await buildTypeScript()
  const scenario = fileURLToPath(new URL('../scenarios/crash.mjs', import.meta.url))
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [scenario, code])
  expect({ stdout, stderr }).toEqual({ stdout: 'crashed', stderr: '' })
})
