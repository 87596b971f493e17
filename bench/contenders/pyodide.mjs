/** Pyodide, ready to run Python, with `compile` and `eval` of its `builtins` at hand. */
export async function load() {
  const { loadPyodide } = await import('pyodide')
  const pyodide = await loadPyodide({ stdout: () => {} })
  const builtins = pyodide.pyimport('builtins')
  return {
    pyodide,
    compile: (code, mode = 'exec') => builtins.compile(code, 'main.py', mode),
    /** Runs with globals of its own, as our programs do. */
    run(code, globals = {}) {
      const namespace = pyodide.toPy(globals)
      try {
        return pyodide.runPython(code, { globals: namespace })
      } finally {
        namespace.destroy()
      }
    },
    async runAsync(code, globals = {}) {
      const namespace = pyodide.toPy(globals)
      try {
        return await pyodide.runPythonAsync(code, { globals: namespace })
      } finally {
        namespace.destroy()
      }
    },
    /** A Python value as plain JavaScript. */
    plain(proxy) {
      const value = proxy.toJs({ dict_converter: Object.fromEntries })
      proxy.destroy()
      return value
    },
  }
}
