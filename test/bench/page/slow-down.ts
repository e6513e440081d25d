import type { Page } from 'playwright-core'

/** Slow 4G as Chromium's own developer tools have it: milliseconds, and bytes a second. */
const slow4gLine = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 180_000,
  uploadThroughput: 84_375,
}

/** Has a page run on a slower machine, so many times, and over a slow line if it is to. */
export async function slowDown(
  page: Page,
  { processor, slow4g }: { processor: number; slow4g: boolean },
): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: processor })
  if (!slow4g) return
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', slow4gLine)
}
