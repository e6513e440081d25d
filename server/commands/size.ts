import { brotliCompressSync } from 'node:zlib'
import { assets, embed } from '../../.build/site.mjs'
import { createSite } from '../site.ts'
import { bundledPacks } from '../worker/bundled-packs.ts'

// npm run size: what the page downloads before its first question, and the loader that other pages embed it
// with, as brotli; exits 1 over a budget.

const budgets = { page: 20_000, loader: 2_000 }
const sizeOf = (text: string) => brotliCompressSync(text).length

const page = await (
  await createSite(bundledPacks, () => true, {
    securityContact: null,
    tenants: [],
    retention: { kept: 0, handedOver: 0, idle: 0 },
  }).request('/')
).text()
const sizes = Object.entries({ '/': page, ...assets }).map(
  ([name, text]) => [name, sizeOf(text)] as const,
)
const total = sizes.reduce((sum, [, size]) => sum + size, 0)
for (const [name, size] of sizes) process.stdout.write(`${String(size).padStart(7)} ${name}\n`)
process.stdout.write(`${String(total).padStart(7)} in all, of ${budgets.page}\n`)
const loader = sizeOf(embed.script)
process.stdout.write(`${String(loader).padStart(7)} /embed.js, of ${budgets.loader}\n`)
if (total > budgets.page || loader > budgets.loader) process.exit(1)
