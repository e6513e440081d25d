import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Figure } from './figure.ts'

const run = promisify(execFile)
const patience = 500_000

/** Takes these measures on the smallest scale. */
async function measured(only: string): Promise<Record<string, Figure>> {
  const { stdout } = await run(
    process.execPath,
    [join(import.meta.dirname, 'bench.ts'), '--smoke', '--only', only],
    { timeout: patience },
  )
  const { figures, machine } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
    figures: Record<string, Figure>
    machine: unknown
  }
  expect(machine).toEqual({ cores: expect.any(Number), node: process.versions.node })
  for (const [name, { value, target, reached, spread }] of Object.entries(figures)) {
    expect([value, ...spread].every(Number.isFinite), name).toBe(true)
    expect(Object.values(target).every(Number.isFinite), name).toBe(true)
    expect(reached, name).toBeTypeOf('boolean')
    // A few sessions can weigh less than what the measuring itself moves, and a third party is never asked.
    if (!/^memory-per-|^requests-to-third-parties$/.test(name)) {
      expect(value, name).toBeGreaterThan(0)
    }
  }
  return figures
}

test('the speed harness takes every figure of the service and prints them as one object, last', async () => {
  const figures = await measured('turns,latency,memory,length,cold-resume,stored')
  expect(Object.keys(figures).sort()).toEqual([
    'cold-resume-in-round-trips',
    'memory-per-idle-session-kib',
    'memory-per-session-just-answered-kib',
    'p99-with-think-time',
    'resume-with-many-stored-over-few',
    'turn-at-60-late-in-the-case-over-2',
    'turn-at-60-over-2',
    'turn-with-many-stored-over-few',
    'turns-per-second-many-connections',
    'turns-per-second-some-connections',
  ])
})

test('it takes every figure of the page without a peer, and finds the page within its budgets of bytes and strangers', async () => {
  const figures = await measured('page-size,first-question,next-question,third-party')
  expect(Object.keys(figures)).toEqual(
    expect.arrayContaining([
      'first-question-over-fastest-peer',
      'next-question-ms-beyond-round-trip',
      'page-kilobytes',
      'requests-to-third-parties',
    ]),
  )
  for (const name of ['page-kilobytes', 'loader-kilobytes']) {
    if (name in figures) expect(figures[name]?.reached, name).toBe(true)
  }
  expect(figures['requests-to-third-parties']?.others).toEqual([])
})
