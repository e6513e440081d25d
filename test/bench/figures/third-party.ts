import type { BrowserContext } from 'playwright-core'
import { Practitioner } from '../../browser/practitioner.ts'
import { type Answers, walkTo } from '../../browser/walk-to.ts'
import script from '../../cases/school-lead-refers.json' with { type: 'json' }
import { ChildServer } from '../child-server.ts'
import { held } from '../figure.ts'
import { withBrowser } from '../page/loopback-browser.ts'
import type { Scale } from '../scale.ts'

const answers: Answers = script.answers

/** How many requests of a whole walk, from opening the page to taking the summary along, go anywhere but to the service. */
export async function thirdParty({ end }: Scale) {
  const server = await ChildServer.start('server/node.ts')
  try {
    return await withBrowser(async (browser) => {
      const context = await browser.newContext()
      const asked = addressesAsked(context)
      const page = await context.newPage()
      await page.goto(server.origin)
      await walkTo(new Practitioner(page), answers, end)
      const take = page.getByRole('button', { name: /^Download/ })
      for (const button of await take.all()) await button.click()
      const own = new URL(server.origin).host
      const others = asked.filter((address) => new URL(address).host !== own)
      const figure = held(others.length, [others.length], { atMost: 0 }, {})
      return {
        'requests-to-third-parties': { ...figure, requests: asked.length, others, walkedTo: end },
      }
    })
  } finally {
    await server.end()
  }
}

/** The address of every request and every socket of a browser; what stays inside the page is none. */
function addressesAsked(context: BrowserContext): string[] {
  const asked: string[] = []
  const note = (address: string) => {
    if (!/^(data|blob|about):/.test(address)) asked.push(address)
  }
  context.on('request', (request) => note(request.url()))
  context.on('page', (page) => page.on('websocket', (socket) => note(socket.url())))
  return asked
}
