import type { Browser } from 'playwright-core'
import { startChromium } from './chromium.ts'

let shared: Promise<Browser> | null = null

/** The browser of this process, which its files of tests have one after another. It ends with the process. */
export async function sharedBrowser(): Promise<Browser> {
  const known = await shared
  if (!known?.isConnected()) shared = startChromium()
  return shared as Promise<Browser>
}

/** Leaves nothing open for the next file. */
export async function leaveBrowser(browser?: Browser): Promise<void> {
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? [])
}
