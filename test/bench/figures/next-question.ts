import type { Browser } from 'playwright-core'
import { begin, stepOn } from '../../browser/case-walk.ts'
import { Practitioner } from '../../browser/practitioner.ts'
import script from '../../cases/school-lead-refers.json' with { type: 'json' }
import { ChildServer } from '../child-server.ts'
import { held, median } from '../figure.ts'
import { withBrowser } from '../page/loopback-browser.ts'
import { slowDown } from '../page/slow-down.ts'
import { type TimedTurn, timeTurns } from '../page/turn-clock.ts'
import type { Scale } from '../scale.ts'

/** One frame of a screen that shows sixty in a second, in milliseconds. */
const frame = 1000 / 60

/** More steps than any case has. */
const mostSteps = 150

/**
 * How long the page takes from Continue to the next question drawn beyond the round trip of the frame, in
 * milliseconds, below so many earlier answers. The service is on this machine.
 */
export async function nextQuestion({ earlier, turnsDrawn }: Scale) {
  const server = await ChildServer.start('server/node.ts')
  try {
    return await withBrowser(async (browser) => {
      const usual = await beyond(browser, server.origin, earlier, turnsDrawn, 1)
      const slow = await beyond(browser, server.origin, earlier, turnsDrawn, 4)
      const figure = held(
        median(usual.ms),
        usual.ms,
        { atMost: frame },
        { roundTripMs: usual.trips },
      )
      const atFourTimesSlower = held(
        median(slow.ms),
        slow.ms,
        { atMost: frame },
        { roundTripMs: slow.trips },
      )
      return {
        'next-question-ms-beyond-round-trip': { ...figure, earlier, atFourTimesSlower },
      }
    })
  } finally {
    await server.end()
  }
}

/** Walks a case until there are so many answers on the page, and times the turns that follow. */
async function beyond(
  browser: Browser,
  origin: string,
  earlier: number,
  turns: number,
  processor: number,
) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    const timed = await timeTurns(page)
    await page.goto(origin)
    const person = new Practitioner(page)
    await begin(person)
    const walk = async (until: () => Promise<boolean>) => {
      for (let steps = 0; !(await until()); steps += 1) {
        if (steps === mostSteps) throw new Error('the case is over too soon')
        await stepOn(person, await person.waiting(), script.answers)
      }
    }
    await walk(async () => (await page.locator('[data-entry]').count()) >= earlier)
    await slowDown(page, { processor, slow4g: false })
    const from = timed.length
    await walk(async () => timed.length >= from + turns)
    const measured = timed.slice(from)
    return {
      ms: measured.map(({ whole, roundTrip }: TimedTurn) => whole - roundTrip),
      trips: measured.map(({ roundTrip }) => roundTrip),
    }
  } finally {
    await context.close()
  }
}
