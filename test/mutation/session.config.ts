import { defineConfig } from 'vitest/config'

// The quick tests of what a session is, how it is begun and come back to, and how its record is sealed.
export default defineConfig({
  test: {
    include: [
      'session',
      'earlier-summary',
      'conversation',
      'life',
      'one-writer',
      'sealed-record',
      'kept-pack',
    ].map((name) => `test/server/${name}.test.ts`),
  },
})
