import type { Browser } from 'playwright-core'
import { slowDown } from './slow-down.ts'

/** What is looked for, and on which page. */
export type Sought = {
  origin: string
  /** The words of the question. */
  words: string
  /** What the words stand in; a shadow root is looked into. */
  inside: string
}

/** When a page had drawn the question, in milliseconds from the start of its navigation. */
export type Sight = { ms: number; inView: boolean }

const said = 'first question drawn'
const patience = 60_000

/** Opens a page in a browser that has never met it, on a slow line and machine, and waits for the question. */
export async function firstSight(browser: Browser, sought: Sought): Promise<Sight> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    await page.addInitScript(watch, { ...sought, said })
    await slowDown(page, { processor: 4, slow4g: true })
    const [drawn] = await Promise.all([
      page.waitForEvent('console', (message) => message.text().startsWith(said)),
      page.goto(sought.origin, { waitUntil: 'commit' }),
    ])
    return JSON.parse(drawn.text().slice(said.length)) as Sight
  } finally {
    await context.close()
  }
}

/** Runs in the page before its own scripts. In every frame it looks whether the words are there to be read. */
function watch({ words, inside, said }: Sought & { said: string }): void {
  const visible = (element: Element | null): element is Element =>
    element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) === true &&
    element.getBoundingClientRect().height > 0

  function find(root: Document | ShadowRoot): Element | null {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node instanceof Element) {
        const within = node.shadowRoot && find(node.shadowRoot)
        if (within) return within
      } else if (node.nodeValue?.includes(words)) {
        const element = node.parentElement
        if (element?.closest(inside) && visible(element)) return element
      }
    }
    return null
  }

  function look(): void {
    const question = find(document)
    if (question) {
      const { top, bottom } = question.getBoundingClientRect()
      const inView = top < innerHeight && bottom > 0
      // A message is handed over once the frame under way has been drawn.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        console.debug(said + JSON.stringify({ ms: performance.now(), inView }))
        port1.close()
      }
      port2.postMessage(null)
      return
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
