import { defineConfig } from 'vitest/config'

// What Node brings, tried in the process of the test itself: a break is not carried into a process that a test starts.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    include: ['test/server/node/**/*.test.ts'],
    exclude: ['test/server/node/{cipher,sign-in-process}.test.ts'],
  },
})
