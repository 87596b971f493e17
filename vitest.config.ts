import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['__test__/**/*.spec.ts'],
    // A process for each file: a crash of the addon takes one file with it, not the run.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    typecheck: {
      enabled: true,
      include: ['__test__/types/**/*.test-d.ts'],
      tsconfig: 'tsconfig.json',
    },
  },
})
