import { defineConfig } from 'vitest/config'

/** The pages in a real browser: `npm run test:pages`. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['__test__/browser/*.browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    // One browser, one page after the other: times are looked at.
    maxWorkers: 1,
  },
})
