import { defineConfig } from 'vitest/config'

// What attacks the sealing and the wrapping directly.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    include: ['test/server/ways-in.test.ts', 'test/server/node/{cipher,key-folder}.test.ts'],
    // A hundredth of the seals show the same, and are sealed for each break.
    env: { SEALS: '10000' },
  },
})
