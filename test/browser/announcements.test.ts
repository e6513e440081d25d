import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Served } from '../support/served.ts'
import { onAPage } from './on-a-page.ts'
import type { QuickHand } from './quick-hand.ts'

let page: Page
let person: QuickHand
let served: Served
const place = onAPage({
  begin: async ({ page, served }) => {
    await page.goto(served.url)
    await page.locator('#announcements').waitFor({ state: 'attached' })
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const live = '[role="status"], [role="alert"], [role="log"], [aria-live]'
      new MutationObserver((changes) => {
        const regions = changes.map(({ target }) =>
          (target instanceof Element ? target : target.parentElement)?.closest(live),
        )
        for (const region of new Set(regions)) {
          if (region?.textContent) said.push(region.textContent)
        }
      }).observe(document.body, { childList: true, characterData: true, subtree: true })
    })
  },
})
beforeEach(() => {
  ;({ page, person, served } = place)
})

const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0))
const focus = () => page.evaluate(() => document.activeElement?.id)

describe('a screen reader', () => {
  test('is told once for each turn that it was saved, and is read no earlier answer again', async () => {
    for (const [question, value] of [
      ['danger', 'no'],
      ['role', 'lead'],
      ['practitioner', { name: 'A. Practitioner' }],
    ] as const) {
      await person.answer(question, value)
      expect(await said()).toEqual(['Saved.'])
      expect(await focus()).toBe('question')
    }
    await person.asked('concern')
    expect(await page.locator('[data-entry]').count()).toBe(3)
  })

  test('is told once that the connection is lost and once that it is back, and stays where it is', async () => {
    await person.answer('danger', 'no')
    await person.asked('role')
    await page.locator('#role-lead').focus()
    await said()
    await served.kill()
    await page.getByText('The connection dropped.').waitFor()
    await page.waitForTimeout(2_000)
    await served.start()
    await page.getByText('Connected again.').waitFor()
    expect((await said()).map((words) => words.split('.')[0])).toEqual([
      'The connection dropped',
      'Connected again',
    ])
    expect(await focus()).toBe('role-lead')
  })
})
