import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { Served } from '../support/served.ts'
import { QuickHand } from './quick-hand.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

/** What the tests of a file stand on; the browser and the service are theirs together, the rest is each one's own. */
export type Place = {
  browser: Browser
  served: Served
  context: BrowserContext
  page: Page
  person: QuickHand
  /** What the page complained of, but for what the file forgives. */
  complaints: string[]
  /** The frames that the page has sent, as text. */
  said: string[]
}

type Choice = {
  /** Settings of the service. */
  env?: Readonly<Record<string, string>>
  context?: BrowserContextOptions
  /** What the browser may complain of, as it does of a service that was killed. Nothing, if not said. */
  forgives?: RegExp
  /** What is done with a context before its page is opened. */
  prepare?: (context: BrowserContext) => Promise<unknown>
  /** How each test begins, if not by opening the first page. */
  begin?: (place: Place) => Promise<unknown>
}

/**
 * Gives the tests of a file one browser and one service, and each a page in a context of its own. A service that a
 * test killed, or started with settings of the test's own, is as it was when the next test begins.
 */
export function onAPage(choice: Choice = {}): Place {
  const place = {} as Place
  beforeAll(async () => {
    place.browser = await sharedBrowser()
    place.served = await Served.start(choice.env)
  })
  afterAll(async () => {
    await leaveBrowser(place.browser)
    await place.served?.end()
  })
  beforeEach(async () => {
    await place.served.asItWas()
    place.context = await place.browser.newContext(choice.context)
    await choice.prepare?.(place.context)
    place.page = await place.context.newPage()
    place.person = new QuickHand(place.page)
    place.complaints = []
    place.said = []
    const { complaints, page, said } = place
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !choice.forgives?.test(message.text()))
        complaints.push(message.text())
    })
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => said.push(String(payload))),
    )
    await (choice.begin ?? (() => page.goto(place.served.url)))(place)
  })
  afterEach(() => place.context.close())
  return place
}
