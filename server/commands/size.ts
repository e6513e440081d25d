import { brotliCompressSync } from 'node:zlib'
import { embed } from '../../.build/site.mjs'
import { createSite } from '../site.ts'
import { bundledPacks } from '../worker/bundled-packs.ts'
import { pageDownload } from './page-download.ts'

// npm run size: what the page downloads before its first question, and the loader that other pages embed it
// with, as brotli; exits 1 over a budget.

const budgets = { page: 20_000, loader: 2_000 }

const site = createSite(bundledPacks, () => true, {
  securityContact: null,
  tenants: [],
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
process.stdout.write(`${String(total).padStart(7)} in all, of ${budgets.page}\n`)
const loader = brotliCompressSync(embed.script).length
process.stdout.write(`${String(loader).padStart(7)} /embed.js, of ${budgets.loader}\n`)
if (total > budgets.page || loader > budgets.loader) process.exit(1)
