import { createSite } from '../site.ts'
import { bundledPacks } from '../worker/bundled-packs.ts'
import { pageDownload } from './page-download.ts'

// npm run size: what the page downloads before its first question, as brotli; exits 1 over the budget.

const budget = 20_000

const site = createSite(bundledPacks, () => true, {
  securityContact: null,
  retention: { kept: 0, handedOver: 0, idle: 0 },
})

async function get(address: string): Promise<string> {
  const response = await site.request(address)
  if (!response.ok) throw new Error(`${address} is named by the page and is not there`)
  return response.text()
}

const sizes = await pageDownload(get)
const total = Object.values(sizes).reduce((sum, size) => sum + size, 0)
for (const [address, size] of Object.entries(sizes)) {
  process.stdout.write(`${String(size).padStart(7)} ${address}\n`)
}
process.stdout.write(`${String(total).padStart(7)} in all, of ${budget}\n`)
if (total > budget) process.exit(1)
