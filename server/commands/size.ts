import { brotliCompressSync } from 'node:zlib'
import { assets } from '../../.build/site.mjs'
import { createSite } from '../site.ts'
import { bundledPacks } from '../worker/bundled-packs.ts'

// npm run size: what the page downloads before its first question, as brotli; exits 1 over the budget.

const budget = 20_000

const page = await (
  await createSite(bundledPacks, () => true, {
    securityContact: null,
    tenants: [],
    retention: { kept: 0, handedOver: 0, idle: 0 },
  }).request('/')
).text()
const sizes = Object.entries({ '/': page, ...assets }).map(
  ([name, text]) => [name, brotliCompressSync(text).length] as const,
)
const total = sizes.reduce((sum, [, size]) => sum + size, 0)
for (const [name, size] of sizes) process.stdout.write(`${String(size).padStart(7)} ${name}\n`)
process.stdout.write(`${String(total).padStart(7)} in all, of ${budget}\n`)
if (total > budget) process.exit(1)
