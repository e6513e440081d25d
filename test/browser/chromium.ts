import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const path = process.env.CHROMIUM ?? '/usr/bin/chromium'

/**
 * Starts the machine's own Chromium, without sound, sandbox or talk to anyone.
 * @param more arguments beside the usual ones
 */
export function startChromium(more: readonly string[] = []): Promise<Browser> {
  if (!existsSync(path)) {
    throw new Error(`There is no Chromium at ${path}. Install it, or set CHROMIUM to where it is.`)
  }
  return chromium.launch({
    executablePath: path,
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
}
