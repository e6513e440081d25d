import { expect, test } from 'vitest'
import { brotli, pageDownload } from '../../server/commands/page-download.ts'

test('a page downloads itself and the scripts and links it names, once each, and nothing that it only leads to', async () => {
  const files: Record<string, string> = {
    '/': `<link rel="icon" href="data:,"><link rel="stylesheet" href="/look.css">
      <script type="module" src="/talk.js"></script><a href="/elsewhere">Elsewhere</a>`,
    '/look.css': 'main { color: black }'.repeat(20),
    '/talk.js': 'export const words = 1',
  }
  const asked: string[] = []
  const sizes = await pageDownload(async (address) => {
    asked.push(address)
    return files[address] ?? ''
  })
  expect(asked).toEqual(['/', '/look.css', '/talk.js'])
  expect(sizes).toEqual(
    Object.fromEntries(asked.map((address) => [address, brotli(files[address] ?? '')])),
  )
})
