import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carryChecks } from './checked-page.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await sharedBrowser()
  const context = await browser.newContext({ viewport: { width: 320, height: 256 } })
  await carryChecks(context)
  page = await context.newPage()
})
afterAll(() => leaveBrowser(browser))

/** A page of this body, on which one check is run. */
async function onPage(
  body: string,
  check: Exclude<keyof typeof checks, 'spaced'>,
): Promise<string[]> {
  await page.evaluate((html) => {
    document.documentElement.lang = 'en'
    document.title = 'x'
    document.body.innerHTML = `<main><h1>x</h1>${html}</main>`
  }, body)
  return page.evaluate(async (name) => (await checks[name]()) as string[], check)
}

async function tabbed(body: string): Promise<string[]> {
  await onPage(body, 'announced')
  const stops = await page.evaluate(() => checks.fromTheTop())
  for (let presses = 0; presses < stops; presses += 1) await page.keyboard.press('Tab')
  return page.evaluate(() => checks.tabFaults())
}

const faultless =
  '<style>button { height: 24px }</style><header><p>In danger now? Call 999.</p><button>Hide</button> <button>Leave this page now</button></header>'

describe('the checks that the page is held to find', () => {
  test.each([
    ['a field without a name', 'axeFindings', '<input>', /^label at input/],
    ['text cut off', 'spoiltText', '<p style="width:2em;overflow:hidden">Schoolwork', /cut off/],
    ['text over text', 'spoiltText', '<p>one two<p style="margin-top:-2.5em">three', /lies over/],
    ['text over the side', 'spoiltText', `<p style="width:30em">${'more '.repeat(20)}`, /the side/],
    ['text out of its button', 'spoiltText', '<button style="width:1em">Go on', /out of its/],
    ['a field too low', 'spoiltText', '<input style="height:9px" value="x">', /too low/],
    ['a target too small', 'smallTargets', '<button style="height:23px">Go on', /by 23/],
    ['a link too small', 'smallTargets', '<p><a href="#x">here</a>', /“here” is/],
    ['a faint edge', 'faintControls', '<input style="border:1px solid #ccc">', /input has 1/],
    ['a name without the words', 'misnamed', '<button aria-label="Send">Go on', /shows “go on”/],
    ['a page without help', 'helpFaults', '<header>Notes</header>', /whom to call/],
    ['something that moves', 'moving', '<p style="transition:color 1s">x', /^p/],
    ['a loud transcript', 'loudRegions', '<div role="log"><ol><li>x</ol></div>', /role="log"/],
  ] as const)('%s', async (_, check, body, fault) => {
    expect((await onPage(body, check)).join()).toMatch(fault)
    expect(await onPage(faultless, check)).toEqual([])
  })

  test.each([
    ['a stop out of turn', '<input tabindex="2"><input tabindex="1" id="b">', /goes input and not/],
    [
      'a stop above the one before',
      '<input id="a"><input style="float:left;margin-top:-9em">',
      /after/,
    ],
    ['a focus without a mark', '<button style="outline:none">Go on', /no mark/],
    ['a faint mark of the focus', '<button style="outline:3px solid #eee">Go on', /no mark/],
    [
      'a focus under something',
      '<button>Go on</button><p style="position:fixed;inset:0">x',
      /covered by p/,
    ],
    ['a trap', '<input onkeydown="event.preventDefault()" id="a"><input id="b">', /and not/],
  ])('%s', async (_, body, fault) => {
    expect((await tabbed(body)).join()).toMatch(fault)
    expect(
      await tabbed(
        '<button>One</button> <input type="radio" name="r"><input type="radio" name="r">',
      ),
    ).toEqual([])
  })

  test('every announcement, once for all that changes together', async () => {
    await onPage('<p role="status" id="s"></p><div id="d"></div>', 'announced')
    await page.evaluate(() => {
      const status = document.querySelector('#s') as HTMLElement
      status.textContent = 'Saving'
      status.textContent = 'Saved'
      ;(document.querySelector('#d') as HTMLElement).innerHTML = '<p role="alert">A problem</p>'
    })
    expect(await page.evaluate(() => checks.announced())).toEqual(['Saved', 'A problem'])
    await page.evaluate(() => document.querySelector('#s')?.replaceChildren())
    expect(await page.evaluate(() => checks.announced())).toEqual([])
  })
})
