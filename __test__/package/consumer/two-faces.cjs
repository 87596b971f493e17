const entries = ['', '/compat', '/mcp', '/opentelemetry']

async function main() {
  const found = {}
  for (const entry of entries) {
    const id = `monty-node${entry}`
    const [required, imported] = [require(id), await import(id)]
    found[id] = {
      names: Object.keys(imported).length,
      missing: Object.keys(imported).filter((name) => !(name in required)),
      differentClasses: Object.keys(imported).filter(
        (name) => /^[A-Z]/.test(name) && imported[name] !== required[name],
      ),
      // What somebody sees who prints an instance.
      misnamedClasses: Object.keys(imported).filter(
        (name) =>
          typeof imported[name] === 'function' &&
          /^[A-Z]/.test(name) &&
          imported[name].name !== name,
      ),
    }
  }
  const { Monty } = require('monty-node')
  const { MontyRuntimeError, PausedRun } = await import('monty-node')
  let isOne
  try {
    new Monty('1 / 0').run()
  } catch (error) {
    isOne = error instanceof MontyRuntimeError
  }
  console.log(
    JSON.stringify({ found, isOne, isPaused: new Monty('f()').start() instanceof PausedRun }),
  )
}

void main()
