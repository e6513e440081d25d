import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryChecks } from './checked-page.ts'
import { type State, walks } from './every-state.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

let browser: Browser

/** What each check found wrong, each fault with the state of the page it was found in. */
const found = new Map<string, string[]>()
/** What the states visited hold, so that no kind of question is left out of the walk. */
const met = new Set<string>()

beforeAll(async () => {
  browser = await sharedBrowser()
  await Promise.all(
    walks.map(async (walk) => {
      for await (const state of walk(browser, carryChecks)) await look(state)
    }),
  )
})
afterAll(() => leaveBrowser(browser))

/** A desk, and the same at 400 % zoom. */
const desk = { width: 1280, height: 1024 }
const zoomed = { width: 320, height: 256 }

async function look({ name, page }: State): Promise<void> {
  const note = async (check: string, faults: Promise<string[]>) => {
    const here = (await faults).map((fault) => `${name}: ${fault}`)
    found.set(check, [...(found.get(check) ?? []), ...here])
  }
  for (const kind of await page.evaluate(kindsHere)) met.add(kind)

  await page.setViewportSize(desk)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await note(
      'axe',
      page.evaluate(() => checks.axeFindings()),
    )
    await note(
      'edges',
      page.evaluate(() => checks.faintControls()),
    )
  }
  await note(
    'targets',
    page.evaluate(() => checks.smallTargets()),
  )
  await note(
    'names',
    page.evaluate(() => checks.misnamed()),
  )
  await note(
    'help',
    page.evaluate(() => checks.helpFaults()),
  )
  await note(
    'regions',
    page.evaluate(() => checks.loudRegions()),
  )
  await note('tabs', tabbed(page))
  await page.evaluate(() => checks.spaced(true))
  await note(
    'spacing',
    page.evaluate(() => checks.spoiltText()),
  )

  await page.setViewportSize(zoomed)
  await note(
    'spacing',
    page.evaluate(() => checks.spoiltText()),
  )
  await page.evaluate(() => checks.spaced(false))
  await note(
    'zoom',
    page.evaluate(() => checks.spoiltText()),
  )
  await note(
    'zoom',
    page.evaluate(() => checks.overTheSide()),
  )
  await note(
    'targets',
    page.evaluate(() => checks.smallTargets()),
  )
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await note(
    'edges',
    page.evaluate(() => checks.faintControls()),
  )
  await note('tabs', tabbed(page))
  await note(
    'motion',
    page.evaluate(() => checks.moving()),
  )
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null })
  await page.setViewportSize(desk)
}

/** Walks the whole page by Tab. */
async function tabbed(page: Page): Promise<string[]> {
  const stops = await page.evaluate(() => checks.fromTheTop())
  for (let presses = 0; presses < stops; presses += 1) await page.keyboard.press('Tab')
  return page.evaluate(() => checks.tabFaults())
}

function kindsHere(): string[] {
  const marks = {
    one: '[type="radio"]',
    many: 'form [data-part] [type="checkbox"]',
    'short text': 'form [data-part] > input[type="text"]',
    'long text': 'form textarea',
    date: 'fieldset.date',
    rows: 'fieldset.row',
  }
  return Object.entries(marks).flatMap(([kind, mark]) =>
    document.querySelector(mark) ? [kind] : [],
  )
}

test('the walk meets every kind of question', () => {
  expect([...met].sort()).toEqual(['date', 'long text', 'many', 'one', 'rows', 'short text'])
})

test.each([
  ['axe', 'axe finds nothing in any state, light or dark'],
  ['edges', 'every field and button stands out, light, dark and in forced colours'],
  ['targets', 'every target measures 24 pixels or more'],
  ['names', 'the words seen on a control are in the name it is called by'],
  ['help', 'help in danger and the ways out stand first and in one order in every state'],
  ['regions', 'no region that speaks by itself holds the conversation or the question'],
  ['tabs', 'Tab reaches each control once, as it is read, marked and uncovered, and is not held'],
  ['spacing', 'wider spacing of text cuts nothing off and lays nothing over anything'],
  ['zoom', 'at 400 % zoom nothing runs over the side, is cut off or overlaps'],
  ['motion', 'nothing moves for a person who asked for less motion'],
])('%s: %s', (check) => {
  expect(found.get(check)).toEqual([])
})
