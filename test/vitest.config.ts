import { join } from 'node:path'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Whose pages may show this one inside them, on workerd. */
const tenants = [
  { id: 'elm-school', token: 'elm-token', origins: ['https://intranet.school.test'] },
]

// Two runtimes: Node with a real Chromium beside it, and workerd itself.
export default defineConfig({
  test: {
    // A third of the time goes in waiting for browsers, disks and clocks, so that three keep two cores busy.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'node',
          root: import.meta.dirname,
          include: ['**/*.test.ts'],
          exclude: ['worker/**', 'bench/*peers/**'],
          testTimeout: 20_000,
          // The service is started many times over, and is compiled once.
          env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '../.build/compiled') },
          // A browser and a service of its own take their time to start on a busy machine.
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: '../wrangler.toml' },
            miniflare: { bindings: { TENANTS: JSON.stringify(tenants) } },
          }),
        ],
        test: {
          name: 'workerd',
          root: import.meta.dirname,
          include: ['worker/**/*.test.ts'],
        },
      },
    ],
  },
})
