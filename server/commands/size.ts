import { createSite } from '../site.ts'
import { bundledPacks } from '../worker/bundled-packs.ts'
import { brotli, pageDownload } from './page-download.ts'

// npm run size: what the page downloads before its first question, and the loader that other pages embed it
// with where there is one, as brotli; exits 1 over a budget.

const budgets = { page: 20_000, loader: 2_000 }

const site = createSite(bundledPacks, () => true, {
  securityContact: null,
  retention: { kept: 0, handedOver: 0, idle: 0 },
})

async function get(address: string): Promise<string> {
  const response = await site.request(address)
  if (!response.ok) throw new Error(`${address} is named by the page and is not there`)
  return response.text()
}

const line = (size: number, what: string) =>
  process.stdout.write(`${String(size).padStart(7)} ${what}\n`)

const sizes = await pageDownload(get)
const page = Object.values(sizes).reduce((sum, size) => sum + size, 0)
for (const [address, size] of Object.entries(sizes)) line(size, address)
line(page, `in all, of ${budgets.page}`)

const embed = await site.request('/embed.js')
const loader = embed.ok ? brotli(await embed.text()) : 0
if (embed.ok) line(loader, `/embed.js, of ${budgets.loader}`)

if (page > budgets.page || loader > budgets.loader) process.exit(1)
