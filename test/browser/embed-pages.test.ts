import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { embed } from '../../.build/site.mjs'
import { asked, choose, Embedded, noted } from './embedded.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

const examples = join(import.meta.dirname, '../../docs/examples')

let browser: Browser
let embedded: Embedded
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  browser = await sharedBrowser()
  embedded = await Embedded.start()
})
afterAll(async () => {
  await leaveBrowser(browser)
  await embedded?.end()
})
beforeEach(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404'))
      complaints.push(message.text())
  })
})
afterEach(() => context.close())

const start = async () => {
  const frame = await embedded.frame(page)
  await asked(frame, 'danger')
  return frame
}

describe('the example pages', () => {
  /** An example as a deployer would fill it in. */
  const filled = (name: string) =>
    readFileSync(join(examples, name), 'utf8')
      .replaceAll('https://handrail.example', embedded.served.url)
      .replaceAll('example-org', 'elm-7q')
      .replace('VERSION', embed.version)
      .replace('INTEGRITY', embed.integrity)

  test.each(readdirSync(examples).filter((name) => name.endsWith('.html')))(
    'show the conversation, without a complaint: %s',
    async (name) => {
      await page.goto(embedded.host.put('/', filled(name)))
      const opener = page.getByRole('button', { name: 'Talk a worry through' })
      if ((await opener.count()) > 0) await opener.click()
      const frame = await start()
      await choose(frame, 'danger', 'no')
      await asked(frame, 'role')
      expect(complaints).toEqual([])
    },
  )

  test('do not run a loader that is not the one they name', async () => {
    const page = await context.newPage()
    const other = filled('health-trust.html').replace(/sha384-\S{8}/, 'sha384-AAAAAAAA')
    await page.goto(embedded.host.put('/', other))
    await page.getByText('The conversation could not be loaded here.').waitFor()
    expect(await page.evaluate(() => customElements.get('handrail-chat'))).toBeUndefined()
  })
})

describe('a host that lets nothing in but our scripts and frames', () => {
  test.each(['inline', 'bubble', 'page'])('has it in mode %s', async (mode) => {
    const { url } = embedded.served
    await embedded.visit(page, embedded.tags(`mode="${mode}"`), {
      'content-security-policy': `default-src 'none'; script-src ${url}; frame-src ${url}; require-trusted-types-for 'script'; trusted-types 'none'`,
    })
    if (mode === 'bubble') await page.getByRole('button').click()
    const frame = await start()
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    const box = await page.locator('handrail-chat iframe').boundingBox()
    // The style of the loader's own is there: an unstyled frame is 300 by 150.
    expect(box?.height).toBeGreaterThan(400)
    expect(complaints).toEqual([])
  })
})

describe('a browser that gives a page inside another site no storage', () => {
  test('has the conversation all the same, and the person is told what a reload would take', async () => {
    const apart = await Embedded.start('localhost')
    // As Chromium does where it is set so; what it is set to differs from one build to another.
    await page.addInitScript(() => {
      if (window === top) return
      const get = () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      }
      Object.defineProperty(window, 'sessionStorage', { get })
    })
    await apart.visit(page, apart.tags())
    const frame = await apart.frame(page)
    const refused = await frame.evaluate(() => {
      try {
        return sessionStorage.length < 0
      } catch {
        return true
      }
    })
    expect(refused).toBe(true)
    await frame.getByText('This browser keeps nothing for a page inside another site.').waitFor()
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    await apart.served.kill()
    await frame.getByText('The connection dropped.').waitFor()
    await apart.served.start()
    await choose(frame, 'role', 'lead')
    await asked(frame, 'practitioner')
    await apart.end()
  })
})

describe('what the page around fills in', () => {
  const through = async (attributes: string) => {
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.url().replace(/#.*/, '')))
    await embedded.visit(page, embedded.tags(attributes))
    const frame = await start()
    expect(sent.join(' ')).toContain('area=southwark')
    expect(sent.join(' ')).not.toMatch(/prefill|role=|agency=/)
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    return frame
  }

  test('stands there to be kept or changed, and is no answer before Continue', async () => {
    const frame = await through('prefill-role="health" prefill-agency="Elm Road Clinic"')
    expect(await frame.locator('input[value="health"]').isChecked()).toBe(true)
    await frame.getByRole('button', { name: 'Back', exact: true }).click()
    await asked(frame, 'danger')
    expect(await frame.locator('[data-entry="role"]').count()).toBe(0)
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    await frame.getByRole('button', { name: 'Continue', exact: true }).click()
    await asked(frame, 'practitioner')
    expect(await frame.locator('#field-agency').inputValue()).toBe('Elm Road Clinic')
    expect(await frame.locator('#field-name').inputValue()).toBe('')
    await frame.locator('#field-agency').fill('')
    await page.reload()
    const again = await embedded.frame(page)
    await asked(again, 'practitioner')
    expect(await again.locator('#field-agency').inputValue()).toBe('')
    const sent = await again.evaluate(() =>
      performance
        .getEntries()
        .map(({ name }) => name)
        .join(),
    )
    expect(sent).not.toContain('Clinic"')
  })

  test('is passed over where it is no role there is, or longer than there is room for', async () => {
    const frame = await through(`prefill-role="minister" prefill-agency="${'x'.repeat(500)}"`)
    expect(await frame.locator('input[type="radio"]:checked').count()).toBe(0)
    await choose(frame, 'role', 'lead')
    await asked(frame, 'practitioner')
    expect(await frame.locator('#field-agency').inputValue()).toBe('')
  })

  test('never holds a name, a child, or anything but a role and an agency', async () => {
    await embedded.visit(page, embedded.tags())
    await page.evaluate(() => {
      const frame = document.querySelector('handrail-chat')?.shadowRoot?.querySelector('iframe')
      if (frame) frame.src = frame.src.replace('#', '&again#name=Someone&contact=here&age=15&')
    })
    await page.waitForTimeout(500)
    const frame = await start()
    await choose(frame, 'danger', 'no')
    await choose(frame, 'role', 'lead')
    await asked(frame, 'practitioner')
    const fields = frame.locator('form[data-question] input')
    for (const field of await fields.all()) expect(await field.inputValue()).toBe('')
  })
})

describe('what the page around may change of the look', () => {
  const worn = async (style: string, scheme: 'light' | 'dark' = 'light') => {
    await page.emulateMedia({ colorScheme: scheme })
    await embedded.visit(page, `${embedded.tags(`style="${style}"`)}`)
    const frame = await embedded.frame(page)
    return frame.evaluate(() => {
      const button = document.querySelector('button.main') ?? document.body
      const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(button)
      return { backgroundColor, borderRadius, fontFamily }
    })
  }

  test('is an accent, how round corners are, and the letters', async () => {
    expect(
      await worn('--handrail-accent:#5a2a6b; --handrail-radius:12px; --handrail-font:georgia'),
    ).toEqual({
      backgroundColor: 'rgb(90, 42, 107)',
      borderRadius: '12px',
      fontFamily: 'Georgia, serif',
    })
  })

  test('is not an accent that could not be read, in the light or in the dark', async () => {
    const own = (await worn('')).backgroundColor
    expect((await worn('--handrail-accent:#e8d44d')).backgroundColor).toBe(own)
    const dark = (await worn('', 'dark')).backgroundColor
    expect(dark).not.toBe(own)
    expect((await worn('--handrail-accent-dark:#5a2a6b', 'dark')).backgroundColor).toBe(dark)
    expect((await worn('--handrail-accent-dark:#e8d44d', 'dark')).backgroundColor).toBe(
      'rgb(232, 212, 77)',
    )
  })

  test('is nothing that is written otherwise', async () => {
    const own = await worn('')
    const odd =
      '--handrail-accent:url(https://a.test/x); --handrail-radius:900px; --handrail-font:Wingdings'
    expect(await worn(odd)).toEqual(own)
  })
})

describe('the element', () => {
  test('is what its manifest says', async () => {
    await page.goto(embedded.host.put('/', embedded.tags('mode="bubble"')))
    const manifest = embed.manifest as {
      modules: [{ declarations: [Record<'attributes' | 'members' | 'events', { name: string }[]>] }]
    }
    const [{ declarations }] = manifest.modules
    const [{ attributes, members, events }] = declarations
    const own = await page.evaluate(() =>
      Object.getOwnPropertyNames(customElements.get('handrail-chat')?.prototype).filter(
        (name) => !/^constructor$|Callback$/.test(name),
      ),
    )
    expect(own.sort()).toEqual(members.map(({ name }) => name).sort())
    const reflected = await page.evaluate((members) => {
      const chat = document.createElement('handrail-chat')
      for (const member of members)
        if (!/^(open|close|end)$/.test(member)) Reflect.set(chat, member, 'x')
      return chat.getAttributeNames()
    }, own)
    expect(reflected.sort()).toEqual(attributes.map(({ name }) => name).sort())
    const typed = /HandrailChatEvent =([^\n]+)/.exec(embed.types)?.[1] ?? ''
    expect([...typed.matchAll(/'(\w+)'/g)].map(([, kind]) => kind)).toEqual(
      events.map(({ name }) => name),
    )
  })

  test('takes what was set on it before the loader came', async () => {
    await page.goto(
      embedded.host.put('/', `<handrail-chat tenant="elm-7q" mode="inline"></handrail-chat>`),
    )
    await page.evaluate((src) => {
      const chat = document.querySelector('handrail-chat')
      if (chat) chat.area = 'southwark'
      const script = document.createElement('script')
      script.src = src
      document.head.append(script)
    }, `${embedded.served.url}/embed.js`)
    const frame = await embedded.frame(page)
    expect(frame.url()).toContain('area=southwark')
  })

  test('says in its frame that a tenant is not known, and what to do in danger', async () => {
    await page.goto(embedded.host.put('/', embedded.tags().replace('elm-7q', 'elm-8q')))
    const frame = await embedded.frame(page)
    await frame.getByText('This page is not set up here').waitFor()
    await frame.getByText('In danger now? Call 999.').waitFor()
    expect(await noted(page)).toBeUndefined()
  })
})
