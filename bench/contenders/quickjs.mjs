/** QuickJS in WebAssembly; each run has a context of its own, as a sandbox must. */
export async function load() {
  const { getQuickJS } = await import('quickjs-emscripten')
  const quickjs = await getQuickJS()
  return {
    quickjs,
    /** Runs `code`; `prepare` may give the context its globals, `read` takes the result. */
    run(code, prepare = () => {}, read = (context, handle) => context.dump(handle)) {
      const context = quickjs.newContext()
      try {
        prepare(context)
        const handle = context.unwrapResult(context.evalCode(code))
        const value = read(context, handle)
        handle.dispose()
        return value
      } finally {
        context.dispose()
      }
    },
  }
}

/** Gives a context a global, and lets go of it on our side. */
export function define(context, name, handle) {
  context.setProp(context.global, name, handle)
  handle.dispose()
}
