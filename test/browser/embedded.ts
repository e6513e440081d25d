import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright-core'
import type {} from '../../widget/embed/handrail-chat.d.ts'
import { HostSite } from '../support/host-site.ts'
import { Served } from '../support/served.ts'

/** The service, and another site whose pages may show it inside them. */
export class Embedded {
  readonly host: HostSite
  readonly served: Served
  readonly #folder: string

  private constructor(host: HostSite, served: Served, folder: string) {
    this.host = host
    this.served = served
    this.#folder = folder
  }

  /** @param name what the other site is known by */
  static async start(name?: string, env: Record<string, string> = {}): Promise<Embedded> {
    const host = await HostSite.start(name)
    const folder = mkdtempSync(join(tmpdir(), 'handrail-tenants-'))
    const file = join(folder, 'tenants.json')
    writeFileSync(
      file,
      JSON.stringify([{ id: 'elm-school', token: 'elm-7q', origins: [host.origin] }]),
    )
    return new Embedded(host, await Served.start({ TENANTS: file, ...env }), folder)
  }

  /** The tags of a page that embeds it. */
  tags(attributes = 'mode="inline"'): string {
    return `<script src="${this.served.url}/embed.js"></script>
<handrail-chat tenant="elm-7q" area="southwark" ${attributes}></handrail-chat>`
  }

  /** Opens a page of the other site that notes every event of the element, and every message to its window. */
  async visit(page: Page, body: string, headers: Record<string, string> = {}): Promise<void> {
    await page.addInitScript(() => {
      const noted: string[] = []
      Object.assign(window, { noted })
      for (const kind of ['ready', 'open', 'close', 'turn', 'complete', 'exit'])
        addEventListener(kind, (event) => {
          if (event instanceof CustomEvent) noted.push(`${kind} ${JSON.stringify(event.detail)}`)
        })
      addEventListener('message', ({ data }) => noted.push(`message ${JSON.stringify(data)}`))
    })
    await page.goto(this.host.put('/', `<!doctype html><title>Host</title>${body}`, headers))
  }

  /** The frame of the service in a page, once its script has come, or it is a page without one. */
  async frame(page: Page): Promise<Frame> {
    const own = () => page.frames().find((one) => one.url().startsWith(this.served.url))
    for (let tries = 0; tries < 200; tries += 1) {
      const frame = own()
      if (frame) {
        await frame.locator('#announcements, main > h1').first().waitFor({ state: 'attached' })
        return frame
      }
      await page.waitForTimeout(50)
    }
    throw new Error('there is no frame of the service')
  }

  async end(): Promise<void> {
    await this.served.end()
    await this.host.end()
    rmSync(this.#folder, { recursive: true })
  }
}

/** What the page around has seen of it, as far as it still stands. */
export const noted = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { noted: string[] }).noted)

/** Waits for a question in the frame. */
export const asked = (frame: Frame, question: string) =>
  frame.locator(`main:not([aria-busy]) form[data-question="${question}"]`).waitFor()

/** Chooses an option of the question that is asked, and continues. */
export async function choose(frame: Frame, question: string, option: string): Promise<void> {
  await asked(frame, question)
  await frame.locator(`input[value="${option}"]`).check()
  await frame.getByRole('button', { name: 'Continue', exact: true }).click()
}
