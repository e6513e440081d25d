import type { Page } from 'playwright-core'
import { Practitioner } from '../../browser/practitioner.ts'
import { type Answers, walkTo } from '../../browser/walk-to.ts'
import script from '../../cases/school-lead-refers.json' with { type: 'json' }
import { ChildServer } from '../child-server.ts'
import { type Figure, held, median } from '../figure.ts'
import { withBrowser } from '../page/loopback-browser.ts'
import { slowDown } from '../page/slow-down.ts'
import { type TimedTurn, timeTurns } from '../page/turn-clock.ts'
import type { Scale } from '../scale.ts'

/** One frame of a screen that shows sixty in a second, in milliseconds. */
const frame = 1000 / 60

/** The case, with more ticked, so that forty answers come before the last question, about the child. */
const answers: Answers = {
  ...script.answers,
  health: { fits: ['self-esteem'] },
  associations: { fits: ['vulnerable-peers'] },
  online: { fits: ['unknown-friends'] },
}

/**
 * How long the page takes from Continue to the next question drawn beyond the round trip of the frame, in
 * milliseconds, below all the answers of a case but its last. The service is on this machine.
 */
export async function nextQuestion({ lastAsked, turnsDrawn }: Scale) {
  const server = await ChildServer.start('server/node.ts')
  try {
    return await withBrowser(async (browser) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const timed = await timeTurns(page)
      await page.goto(server.origin)
      const person = new Practitioner(page)
      await walkTo(person, answers, lastAsked)
      const earlier = await page.locator('[data-entry]').count()
      const usual = beyond(await turns(person, turnsDrawn, timed))
      await slowDown(page, { processor: 4, slow4g: false })
      const atFourTimesSlower = beyond(await turns(person, turnsDrawn, timed))
      return { 'next-question-ms-beyond-round-trip': { ...usual, earlier, atFourTimesSlower } }
    })
  } finally {
    await server.end()
  }
}

/** Opens the first answer again so many times and continues from it, back to the question that waits. */
async function turns(person: Practitioner, count: number, timed: () => Promise<TimedTurn>) {
  const taken: TimedTurn[] = []
  while (taken.length < count) {
    await change(person.page, 'danger')
    await person.asked('danger')
    const [turn] = await Promise.all([timed(), person.press('Continue')])
    taken.push(turn)
    await person.waiting()
  }
  return taken
}

/** Presses the button that changes an answer, which may be folded away. */
const change = (page: Page, question: string): Promise<void> =>
  page
    .locator(`[data-entry="${question}"] button`)
    .first()
    .evaluate((button: HTMLElement) => button.click())

function beyond(taken: readonly TimedTurn[]): Figure {
  const ms = taken.map(({ whole, roundTrip }) => whole - roundTrip)
  const roundTripMs = taken.map(({ roundTrip }) => roundTrip)
  return held(median(ms), ms, { atMost: frame }, { roundTripMs })
}
