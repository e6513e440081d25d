import type { Browser } from 'playwright-core'
import { startChromium } from '../../browser/chromium.ts'

/** Runs a browser that finds nobody but this machine for as long as `work` takes. */
export async function withBrowser<Result>(
  work: (browser: Browser) => Promise<Result>,
): Promise<Result> {
  const browser = await startChromium(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'])
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}
