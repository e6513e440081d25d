import { defineConfig } from 'vitest/config'

// What a mutant of the machines or of the session is put before: what answers in seconds. The walks of
// every path and of any are left out, because each mutant of a shared rule would walk them anew.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['machines/**/*.test.ts', 'server/session.test.ts', 'server/conversation.test.ts'],
    exclude: ['machines/every-path.test.ts', 'machines/any-walk.test.ts'],
    testTimeout: 60_000,
  },
})
