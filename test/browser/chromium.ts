import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { type Browser, chromium } from 'playwright-core'
import { bundledChromium, packed } from './bundled-chromium.ts'
import { findChromium } from './find-chromium.ts'

/** How long anything may take that a page is waited for: ten times what is needed, so that it ends only what hangs. */
const patience = 150_000

/**
 * Starts a Chromium of this machine, else the one that npm brought, without sound, sandbox or talk to anyone.
 * @param more arguments beside the usual ones
 * @throws where there is none, or it can show no text
 */
export async function startChromium(more: readonly string[] = []): Promise<Browser> {
  const { platform, arch, env } = process
  const playwrights = chromium.executablePath()
  const found = findChromium({
    platform,
    arch,
    env,
    home: homedir(),
    playwrights,
    packed,
    has: existsSync,
  })
  const chosen = found === null ? await bundledChromium() : { path: found, env: {} }
  const browser = await chromium.launch({
    executablePath: chosen.path,
    env: { ...env, ...chosen.env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
  browser.on('context', (context) => context.setDefaultTimeout(patience))
  await seesText(browser, chosen.path)
  return browser
}

/** A browser without a font draws nothing and says nothing, and every test of a look would then be of no use. */
async function seesText(browser: Browser, path: string): Promise<void> {
  const page = await browser.newPage()
  await page.setContent('<span>Text</span>')
  const height = await page.evaluate(() => document.querySelector('span')?.offsetHeight ?? 0)
  await page.close()
  if (height > 0) return
  await browser.close()
  throw new Error(`${path} finds no font, so that text has no height. Install a font.`)
}
