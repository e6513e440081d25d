import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { Served } from '../support/served.ts'

/** The first Python on the path that has the Debian package python3-websockets. */
const python = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'python3'))
  .find((path) => spawnSync(path, ['-c', 'import websockets']).status === 0)

/** The moment a summary was prepared at is not the case's, nor are those that follow from it. */
const masked = (summary: string) => summary.replace(/\d+ \w+ 20\d\d, \d\d:\d\d/g, 'then')

test.skipIf(!python)(
  'a client in another language walks a case by the published document, to the same summary',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-'))
    const served = await Served.start()
    try {
      const written = join(import.meta.dirname, '../cases/school-lead-refers.json')
      const { at: _, ...today } = JSON.parse(readFileSync(written, 'utf8'))
      const script = join(folder, 'case.json')
      writeFileSync(script, JSON.stringify(today))
      const walk = join(import.meta.dirname, 'walk.py')
      const walked = await runProgram(python ?? '', [walk, served.url, script])
      expect(walked).toMatchObject({ code: 0, err: '' })
      const consult = join(import.meta.dirname, '../../server/commands/consult.ts')
      const consulted = await runProgram(process.execPath, [consult, '--script', script])
      expect(walked.out.length).toBeGreaterThan(1_000)
      expect(masked(walked.out)).toBe(masked(consulted.out))
    } finally {
      await served.end()
      rmSync(folder, { recursive: true })
    }
  },
)
