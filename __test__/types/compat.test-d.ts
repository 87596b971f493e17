import type * as peer from '@pydantic/monty'
import * as ours from 'monty-node/compat'
import { describe, expectTypeOf, it } from 'vitest'

// What a program that was written for the peer hands over must be taken, and what it is given must be
// what it expects. `mount` takes instances of our own class only.
describe('the types of monty-node/compat take the place of those of @pydantic/monty', () => {
  it('for what is handed over', () => {
    expectTypeOf<peer.MontyOptions>().toExtend<ours.MontyOptions>()
    expectTypeOf<peer.ResourceLimits>().toExtend<ours.ResourceLimits>()
    expectTypeOf<peer.JsResourceLimits>().toExtend<ours.JsResourceLimits>()
    expectTypeOf<Omit<peer.RunOptions, 'mount'>>().toExtend<ours.RunOptions>()
    expectTypeOf<Omit<peer.StartOptions, 'mount'>>().toExtend<ours.StartOptions>()
    expectTypeOf<Omit<peer.RunMontyAsyncOptions, 'mount'>>().toExtend<ours.RunMontyAsyncOptions>()
    expectTypeOf<peer.MontyReplOptions>().toExtend<ours.MontyReplOptions>()
    expectTypeOf<peer.ResumeOptions>().toExtend<ours.ResumeOptions>()
    expectTypeOf<peer.ExceptionInput>().toExtend<ours.ExceptionInput>()
    expectTypeOf<peer.NameLookupResumeOptions>().toExtend<ours.NameLookupResumeOptions>()
    expectTypeOf<peer.MountDirOptions>().toExtend<ours.MountDirOptions>()
    expectTypeOf<peer.TypingDisplayFormat>().toEqualTypeOf<ours.TypingDisplayFormat>()
  })

  it('for what is given', () => {
    expectTypeOf<ours.Frame>().toExtend<peer.Frame>()
    expectTypeOf<ours.ExceptionInfo>().toExtend<peer.ExceptionInfo>()
    expectTypeOf<ours.JsMontyObject>().toEqualTypeOf<peer.JsMontyObject>()
    expectTypeOf<keyof ours.Monty>().toEqualTypeOf<keyof peer.Monty>()
    expectTypeOf<keyof ours.MontyRepl>().toEqualTypeOf<keyof peer.MontyRepl>()
    expectTypeOf<keyof ours.MontySnapshot>().toEqualTypeOf<keyof peer.MontySnapshot>()
    expectTypeOf<keyof ours.MontyNameLookup>().toEqualTypeOf<keyof peer.MontyNameLookup>()
    expectTypeOf<keyof ours.MontyComplete>().toEqualTypeOf<keyof peer.MontyComplete>()
    expectTypeOf<keyof ours.MountDir>().toEqualTypeOf<keyof peer.MountDir>()
    expectTypeOf<keyof ours.MontyRuntimeError>().toEqualTypeOf<keyof peer.MontyRuntimeError>()
    expectTypeOf<keyof ours.MontyTypingError>().toEqualTypeOf<keyof peer.MontyTypingError>()
  })

  it('for values, which are not checked', () => {
    expectTypeOf(new ours.Monty('1').run()).toBeAny()
    expectTypeOf(ours.runMontyAsync).returns.resolves.toBeAny()
  })
})
