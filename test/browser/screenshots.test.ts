import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyState } from './every-state.ts'
import { looks, picture } from './pictures.ts'
import { leaveBrowser, sharedBrowser } from './shared-browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await sharedBrowser()
})
afterAll(() => leaveBrowser(browser))

test('the first states of the page are pictured in every look, and none runs over the side', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-pictures-'))
  const seen: string[] = []
  for await (const state of everyState(browser)) {
    expect(await picture(state, folder, { widths: [320], looks })).toEqual([])
    seen.push(state.name)
    if (state.name === 'error-summary') break
  }
  expect(readdirSync(folder)).toHaveLength(seen.length * looks.length)
  expect(seen).toContain('help-open')
  rmSync(folder, { recursive: true })
})

test('a page that runs over the side is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-pictures-'))
  const page = await browser.newPage()
  await page.setContent('<p style="width: 400px">Wide</p>')
  const over = await picture({ name: 'wide', page }, folder, {
    widths: [320],
    looks: looks.slice(0, 1),
  })
  expect(over).toEqual([expect.stringMatching(/^wide, light, at 320: \d+ pixels too wide$/)])
  rmSync(folder, { recursive: true })
})
