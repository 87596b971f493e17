// Who takes part. `runsIn` says how the processes are started: Node, Python, or a Rust program.

export const contenders = [
  { id: 'monty-node', title: 'monty-node', runsIn: 'node' },
  { id: 'wasm', title: 'monty-node/wasm', runsIn: 'node' },
  { id: 'peer', title: '@pydantic/monty', package: '@pydantic/monty', runsIn: 'node' },
  { id: 'pool', title: 'pydantic-monty pool', package: 'pydantic-monty', runsIn: 'python' },
  { id: 'pyodide', title: 'pyodide', package: 'pyodide', runsIn: 'node' },
  { id: 'quickjs', title: 'quickjs-emscripten', package: 'quickjs-emscripten', runsIn: 'node' },
  { id: 'v8', title: 'V8 itself', runsIn: 'node' },
  { id: 'engine', title: 'Rust: our engine', runsIn: 'rust', program: 'engine_floor' },
  { id: 'crate', title: 'Rust: the crate', runsIn: 'rust', program: 'crate_floor' },
]

/** The one that everything is compared with. */
export const subject = contenders[0]

export const contenderNamed = (id) => contenders.find((contender) => contender.id === id)
