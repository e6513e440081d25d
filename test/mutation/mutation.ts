import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'

// npm run mutation [-- --machines machines/child-age.ts] [-- --session server/session.ts:107-140]: breaks the route
// and the rules, the session, the wrapping, the admission and what is Node's own, in one place at a time, and runs
// their quick tests. With some of them named it breaks those alone. Each break that no test notices is a line; the
// last line is one JSON object. It exits 1 if no break was noticed.

const { values } = parseArgs({
  options: {
    machines: { type: 'string' },
    session: { type: 'string' },
    wrapping: { type: 'string' },
    admission: { type: 'string' },
    node: { type: 'string' },
  },
})
const wanted =
  Object.keys(values).length > 0
    ? values
    : {
        machines: 'machines/*.ts',
        session: 'server/session*.ts,server/sealed-record.ts,server/entrance.ts',
        wrapping: 'server/ways-in.ts,server/known-keys.ts,server/node/cipher.ts',
        admission: 'server/door.ts,server/limits.ts',
        node: 'server/node/*.ts,!server/node/cipher.ts',
      }

/** Breaks these files one place at a time, under the tests of one of the configurations beside this file. */
const broken = (tests: string, files: string) =>
  new Stryker({
    mutate: files.split(','),
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: `test/mutation/${tests}.config.ts`, related: false },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    reporters: [],
    tempDirName: '.build/mutation',
    ignorePatterns: ['.build/*', '!.build/*.mjs', '.wrangler', 'data', 'data-keys', 'docs'],
    // It would read one with a TypeScript that has no such call any more, and has nothing to change in it.
    tsconfigFile: 'none',
    logLevel: 'error' as never,
  }).runMutationTest()

const counts: Record<string, number> = {}
for (const [tests, files] of Object.entries(wanted)) {
  for (const { status, fileName, location, mutatorName, replacement } of await broken(
    tests,
    files,
  )) {
    counts[status] = (counts[status] ?? 0) + 1
    if (status !== 'Survived' && status !== 'NoCoverage') continue
    const place = `${relative('.', fileName)}:${location.start.line}:${location.start.column}`
    process.stdout.write(`${place} ${mutatorName} ${replacement?.replaceAll(/\s+/g, ' ')}\n`)
  }
}
const noticed = (counts.Killed ?? 0) + (counts.Timeout ?? 0)
const missed = (counts.Survived ?? 0) + (counts.NoCoverage ?? 0)
process.stdout.write(`${JSON.stringify({ breaks: noticed + missed, noticed, missed })}\n`)
process.exitCode = noticed > 0 ? 0 : 1
