import { defineConfig } from 'vitest/config'

// The quick tests of the route and the rules. The walks of everything reachable would find more, and take a night.
export default defineConfig({
  test: {
    include: ['test/machines/**/*.test.ts'],
    exclude: ['test/machines/any-walk.test.ts', 'test/machines/every-path.test.ts'],
  },
})
