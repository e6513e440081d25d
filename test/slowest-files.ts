import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

/** How many files are named. */
const most = 10

/** Where the last run has put their names, one a line, the slowest first. */
const list = join(import.meta.dirname, '../.build/slowest-files.txt')

/** Says after a run which files took longest, and leaves their names for a run of these alone. */
export class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules
      .map((module) => ({
        path: relative(join(import.meta.dirname, '..'), module.moduleId),
        seconds: (module.diagnostic().collectDuration + module.diagnostic().duration) / 1000,
      }))
      .sort((one, other) => other.seconds - one.seconds)
      .slice(0, most)
    console.info('\nThe slowest files, in seconds:')
    for (const { path, seconds } of files)
      console.info(`${seconds.toFixed(1).padStart(7)}  ${path}`)
    mkdirSync(dirname(list), { recursive: true })
    writeFileSync(list, files.map(({ path }) => `${path}\n`).join(''))
  }
}
