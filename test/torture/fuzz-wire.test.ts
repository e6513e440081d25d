import { expect, test } from 'vitest'
import { fuzzSchedules } from './fuzz-schedules.ts'
import { fuzzWire, unharmed } from './fuzz-wire.ts'

// The seed is said in a failure; the full script draws a new one each time.
const seed = 20_261_122

test('frames that are none of the protocol’s get a refusal each and harm nobody', async () => {
  const counts = await fuzzWire(10_000, seed)
  expect(counts).toMatchObject({ malformed: 10_000, schemaInvalid: 10_000 })
  expect(unharmed(counts), JSON.stringify(counts)).toBe(true)
})

test('two writers of one session never fork it, whatever they do in whatever order', () => {
  const { schedules, kept } = fuzzSchedules(200, seed)
  expect(schedules).toBe(200)
  expect(kept).toBeGreaterThan(200)
})
