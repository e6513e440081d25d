import type { Page } from 'playwright-core'

/** A turn as the page that took it timed it, in milliseconds: from Continue to the next question drawn, and of that the round trip. */
export type TimedTurn = { whole: number; roundTrip: number }

const said = 'turn drawn'

/** Has the page time its turns from when it is opened. @returns waits for the next turn to have been timed */
export async function timeTurns(page: Page): Promise<() => Promise<TimedTurn>> {
  await page.addInitScript(clock, said)
  return async () => {
    const drawn = await page.waitForEvent('console', (message) => message.text().startsWith(said))
    return JSON.parse(drawn.text().slice(said.length)) as TimedTurn
  }
}

/** Runs in the page before its own scripts: it hears of Continue, of both frames and of the question before they do. */
function clock(said: string): void {
  type Turn = { from: string; at: number; id?: string; sent: number; heard?: number }
  let turn: Turn | null = null

  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        const at = performance.now()
        if (turn?.id && String(data).includes(turn.id)) turn.heard ??= at
      })
    }

    override send(data: string): void {
      if (turn && !turn.id) {
        turn.id = String(JSON.parse(data).id)
        turn.sent = performance.now()
      }
      super.send(data)
    }
  }

  addEventListener(
    'click',
    ({ target, timeStamp }) => {
      const pressed = target instanceof Element ? target.closest('[type=submit]') : null
      const from = pressed?.closest<HTMLElement>('form[data-question]')?.dataset.question
      turn = from ? { from, at: timeStamp, sent: 0 } : null
    },
    true,
  )

  new MutationObserver(() => {
    const asked = document.querySelector<HTMLElement>('form[data-question]')?.dataset.question
    if (!turn?.heard || !asked || asked === turn.from) return
    const { at, sent, heard } = turn
    turn = null
    requestAnimationFrame(() => {
      // A message is handed over once the frame under way has been drawn.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const whole = performance.now() - at
        console.debug(said + JSON.stringify({ whole, roundTrip: heard - sent }))
        port1.close()
      }
      port2.postMessage(null)
    })
  }).observe(document, { childList: true, subtree: true })
}
