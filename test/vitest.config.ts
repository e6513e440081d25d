import { join } from 'node:path'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { SlowestFiles } from './slowest-files.ts'

/** No test has a bound of its own: this one ends what hangs, and is ten times what the slowest needs. */
const patience = 600_000

const shared = {
  root: import.meta.dirname,
  testTimeout: patience,
  hookTimeout: patience,
  expect: { poll: { timeout: patience / 4 } },
  // The service is started many times over, and is compiled once.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '../.build/compiled') },
}

/** The folders whose tests leave nothing behind in their process, so that one process takes many files. */
const inProcess = ['architecture.test.ts', '{content,machines,server,support,widget}/**/*.test.ts']

/** Those of a page: one browser serves many files. */
const inBrowser = ['browser/**/*.test.ts']

/** Whose pages may show this one inside them, on workerd. */
const tenants = [
  { id: 'elm-school', token: 'elm-token', origins: ['https://intranet.school.test'] },
]

// Two runtimes: Node with a real Chromium beside it, and workerd itself.
export default defineConfig({
  test: {
    // Half of the time goes in waiting for browsers, disks and clocks, so that four keep two cores busy.
    maxWorkers: 4,
    reporters: ['default', new SlowestFiles()],
    projects: [
      { test: { ...shared, name: 'in-process', include: inProcess, isolate: false } },
      { test: { ...shared, name: 'browser', include: inBrowser, isolate: false } },
      {
        test: {
          ...shared,
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: [...inProcess, ...inBrowser, 'worker/**', 'bench/*peers/**'],
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
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
    ],
  },
})
