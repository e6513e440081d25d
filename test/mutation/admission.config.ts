import { defineConfig } from 'vitest/config'

// Who may come in, and how much.
export default defineConfig({
  test: {
    include: ['test/server/door.test.ts'],
  },
})
