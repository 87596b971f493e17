import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { wasmFile } from './scripts/lib/targets.mjs'
import { wasmState } from './scripts/build/wasm-state.mjs'

/** These measure how soon something happens, so nothing else runs beside them. */
const timed = [
  '__test__/isolation/isolation.spec.ts',
  '__test__/isolation/pool.spec.ts',
  '__test__/monty/run-async-ending.spec.ts',
  '__test__/monty/run-async.spec.ts',
  '__test__/runtime/hostile-texts.spec.ts',
  '__test__/core/interrupted.spec.ts',
  '__test__/core/scheduling.spec.ts',
]

/** What runs there as natively. */
const inWasm = [
  '__test__/wasm/*.spec.ts',
  '__test__/core/{errors,limits,numbers,floats,values-from-python,values-to-python}.spec.ts',
  '__test__/language/agent-scripts.spec.ts',
  '__test__/monty/{programs,session,snapshot}.spec.ts',
]
/** Nothing has to have the toolchain that the module wants, so its tests are there when it is. */
const wasm = wasmState()
// Each project reads this file once more.
if (wasm !== 'fresh' && process.env.MONTY_WASM_TOLD === undefined) {
  process.env.MONTY_WASM_TOLD = '1'
  console.log(
    `The WebAssembly module is ${wasm}: its tests are left out until \`npm run build:wasm\``,
  )
}

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    // A process for each file: a crash of the addon takes one file with it, not the run.
    pool: 'forks',
    // Long enough for a busy machine: some tests install packages. What must be quick is measured.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Many measure how soon something happens. The reporter names those that needed a second try.
    retry: process.env.CI ? 1 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'untimed',
          include: ['__test__/**/*.spec.ts'],
          exclude: [...configDefaults.exclude, ...timed, '__test__/wasm/**'],
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
          typecheck: {
            enabled: true,
            include: ['__test__/types/**/*.test-d.ts'],
            tsconfig: 'tsconfig.json',
          },
        },
      },
      ...(wasm === 'fresh'
        ? [
            {
              extends: true as const,
              test: {
                name: 'wasm',
                include: inWasm,
                env: { MONTY_NODE_WASM: wasmFile },
                sequence: { groupOrder: 2 },
              },
            },
          ]
        : []),
      {
        extends: true,
        test: { name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
