import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HostSite } from '../support/host-site.ts'
import { asked, choose, Embedded, noted } from './embedded.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

const secret = 'QUAXOLOTL'

let browser: Browser
let embedded: Embedded
let context: BrowserContext
let page: Page

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
})
afterEach(() => context.close())

/** What a hostile script puts in the page before the loader runs: everything it can get at is kept in `caught`. */
const spoiling = `<script>
  const caught = window.caught = []
  const catching = (where, name) => {
    const own = Object.getOwnPropertyDescriptor(where, name)
    if (typeof own?.value !== 'function') return
    where[name] = function (...all) {
      try { for (const one of all) caught.push(name + ' ' + one) } catch {}
      return own.value.apply(this, all)
    }
  }
  for (const name of ['setAttribute', 'attachShadow', 'append', 'prepend', 'replaceChildren'])
    catching(Element.prototype, name)
  for (const name of ['addEventListener', 'dispatchEvent']) catching(EventTarget.prototype, name)
  for (const name of ['fetch', 'postMessage', 'open']) catching(window, name)
  for (const name of ['createElement']) catching(Document.prototype, name)
  for (const name of ['find', 'includes']) catching(Array.prototype, name)
  for (const name of ['parse', 'stringify']) catching(JSON, name)
  const Socket = window.WebSocket
  window.WebSocket = function (...all) { caught.push('socket ' + all); return new Socket(...all) }
  for (const name of ['detail', 'handrail', 'data', 'tenant', 'src', 'sandbox', 'host', 'origins'])
    Object.prototype[name] = 'polluted'
  Array.prototype.polluted = 'polluted'
  for (const name of ['getItem', 'setItem']) catching(Storage.prototype, name)
  for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'click', 'copy', 'select'])
    addEventListener(type, (event) => caught.push(type + ' ' + (event.key ?? event.data)), true)
</script>
<div style="position: fixed; inset: 0; pointer-events: none">Laid over it</div>`

describe('a hostile host page', () => {
  test('reads and alters nothing', async () => {
    await embedded.visit(page, spoiling + embedded.tags())
    const frame = await embedded.frame(page)
    await choose(frame, 'danger', 'no')
    await choose(frame, 'role', 'lead')
    await asked(frame, 'practitioner')
    await frame.locator('#field-name').pressSequentially(secret)

    const reached = await page.evaluate(() => {
      const frame = document.querySelector('handrail-chat')?.shadowRoot?.querySelector('iframe')
      const inner = frame?.contentWindow as unknown as Record<string, unknown>
      const tries: [string, () => unknown][] = [
        ['the document', () => frame?.contentDocument?.body.textContent],
        ['its storage', () => JSON.stringify(inner.sessionStorage)],
        ['its address', () => String((inner.location as Location).href)],
        ['its elements', () => (inner.document as Document).body.innerHTML],
        ['its element class', () => inner.customElements],
        ['its fetch', () => (inner.fetch as typeof fetch)('/api/areas')],
        ['its name', () => inner.name],
      ]
      return tries.flatMap(([what, reach]) => {
        try {
          const got = reach()
          return got === undefined || got === null ? [] : [`${what}: ${String(got)}`]
        } catch {
          return []
        }
      })
    })
    expect(reached).toEqual([])

    const spoofed = [
      ...['exit', 'turn', 'complete', 'ready', 'close', 'open', 'answer'].map(
        (kind) => `handrail:${kind}`,
      ),
      'handrail',
      null,
      { type: 'answer', question: 'practitioner', value: { name: 'someone else' } },
      { type: 'end' },
      { handrail: 'end' },
      '{"type":"end","id":"1"}',
      ['handrail:end'],
    ]
    await page.evaluate((messages) => {
      const frame = document.querySelector('handrail-chat')?.shadowRoot?.querySelector('iframe')
      for (const message of messages) frame?.contentWindow?.postMessage(message, '*')
    }, spoofed)
    // Two at once are answered in the order they came, so what was spoofed has been heard by now.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          addEventListener('ready', () => resolve(), { once: true })
          const frame = document.querySelector('handrail-chat')?.shadowRoot?.querySelector('iframe')
          frame?.contentWindow?.postMessage('handrail:hello', '*')
        }),
    )
    await asked(frame, 'practitioner')
    expect(await frame.locator('#field-name').inputValue()).toBe(secret)
    expect(
      await frame.evaluate(() => ({}) as Record<string, unknown>).then((one) => one.detail),
    ).toBe(undefined)
    await frame.getByRole('button', { name: 'Continue', exact: true }).click()
    await asked(frame, 'concern')
    expect(await frame.locator('[data-entry="practitioner"]').textContent()).toContain(secret)

    const everything = await page.evaluate(() => {
      const { caught, noted } = window as unknown as { caught: string[]; noted: string[] }
      const timings = performance.getEntries().map((entry) => entry.name)
      return [...caught, ...noted, ...timings, document.documentElement.outerHTML].join('\n')
    })
    expect(everything).toContain('handrail:ready')
    expect(everything).not.toContain(secret)
    expect(everything).not.toMatch(/session=|"key"|\bkeydown [A-Z]\n/)
    const messages = (await noted(page)).filter((one) => one.startsWith('message'))
    expect([...new Set(messages)].sort()).toEqual([
      'message "handrail:ready"',
      'message "handrail:turn"',
    ])
  })

  test('that is not a tenant’s shows nothing of it', async () => {
    const stranger = await HostSite.start()
    const url = stranger.put('/', embedded.tags())
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes('frame-ancestors'),
    )
    await page.goto(url)
    await refused
    expect(await page.frames()[1]?.evaluate(() => document.body?.textContent ?? '')).not.toContain(
      'Before you start',
    )
    await stranger.end()
  })

  test('that is around a tenant’s own shows nothing of it either', async () => {
    const stranger = await HostSite.start()
    embedded.host.put('/inner', embedded.tags())
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes('frame-ancestors'),
    )
    await page.goto(stranger.put('/', `<iframe src="${embedded.host.origin}/inner"></iframe>`))
    await refused
    await stranger.end()
  })
})

describe('another frame beside it', () => {
  test('says nothing for it to the page around, and nothing for the page around to it', async () => {
    const stranger = await HostSite.start()
    const speaking = `<script>
      onmessage = ({ data }) => {
        if (data !== 'speak') return
        let inner = null
        try {
          inner = parent.document.querySelector('handrail-chat').shadowRoot.querySelector('iframe').contentWindow
        } catch {}
        for (const kind of ['exit', 'complete', 'turn', 'end', 'hello'])
          for (const to of [parent, inner]) to?.postMessage('handrail:' + kind, '*')
        parent.postMessage('spoken', '*')
      }
    </script>`
    const there = stranger.put('/', speaking)
    // The same, from a page of the tenant's own origin: it is not the page around either.
    const here = embedded.host.put('/beside', speaking)
    await embedded.visit(
      page,
      `${embedded.tags()}<iframe id="there" src="${there}"></iframe><iframe id="here" src="${here}"></iframe>`,
    )
    const frame = await embedded.frame(page)
    await choose(frame, 'danger', 'no')
    await asked(frame, 'role')
    const before = (await noted(page)).filter((one) => !one.startsWith('message'))
    expect(before).toEqual(['ready null', 'turn null'])
    for (const id of ['there', 'here']) {
      await page.evaluate(async (id) => {
        const beside = document.querySelector<HTMLIFrameElement>(`#${id}`)
        const spoken = new Promise<void>((resolve) =>
          addEventListener('message', ({ data }) => data === 'spoken' && resolve()),
        )
        beside?.contentWindow?.postMessage('speak', '*')
        await spoken
      }, id)
    }
    await choose(frame, 'role', 'lead')
    await asked(frame, 'practitioner')
    const after = (await noted(page)).filter((one) => !one.startsWith('message'))
    expect(after).toEqual(['ready null', 'turn null', 'turn null'])
    expect(page.url()).toBe(`${embedded.host.origin}/`)
    await stranger.end()
  })
})
