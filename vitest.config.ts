import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

/** These measure how soon something happens, so nothing else runs beside them. */
const timed = [
  '__test__/isolation/isolation.spec.ts',
  '__test__/isolation/pool.spec.ts',
  '__test__/monty/run-async-ending.spec.ts',
  '__test__/monty/run-async.spec.ts',
  '__test__/runtime/hostile-texts.spec.ts',
  '__test__/core/scheduling.spec.ts',
]

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
          exclude: [...configDefaults.exclude, ...timed],
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
          typecheck: {
            enabled: true,
            include: ['__test__/types/**/*.test-d.ts'],
            tsconfig: 'tsconfig.json',
          },
        },
      },
      {
        extends: true,
        test: { name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
