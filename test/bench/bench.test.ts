import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Figure } from './figure.ts'

const run = promisify(execFile)

test('the speed harness takes every figure of the service and prints them as one object, last', async () => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'bench.ts'), '--smoke'])
  const { figures, machine } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
    figures: Record<string, Figure>
    machine: unknown
  }
  expect(machine).toEqual({ cores: expect.any(Number), node: process.versions.node })
  expect(Object.keys(figures).sort()).toEqual([
    'cold-resume-in-round-trips',
    'memory-per-idle-session-kib',
    'p99-with-think-time',
    'resume-with-many-stored-over-few',
    'turn-at-60-late-in-the-case-over-2',
    'turn-at-60-over-2',
    'turn-with-many-stored-over-few',
    'turns-per-second-many-connections',
    'turns-per-second-some-connections',
  ])
  for (const [name, { value, target, reached, spread }] of Object.entries(figures)) {
    expect([value, ...spread].every(Number.isFinite), name).toBe(true)
    expect(Object.values(target).every(Number.isFinite), name).toBe(true)
    expect(reached, name).toBeTypeOf('boolean')
    // A few sessions can weigh less than what the measuring itself moves.
    if (name !== 'memory-per-idle-session-kib') expect(value, name).toBeGreaterThan(0)
  }
}, 120_000)
