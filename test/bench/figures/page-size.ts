import { brotli, pageDownload } from '../../../server/commands/page-download.ts'
import { ChildServer } from '../child-server.ts'
import { type Figure, held } from '../figure.ts'
import { peerPages } from '../page/peer-pages.ts'
import type { Scale } from '../scale.ts'

const kilobyte = 1_000

/**
 * Everything that the page downloads, in kilobytes of brotli, and what other widgets' pages do; then the
 * embed's loader, where there is one.
 */
export async function pageSize({ pagePeers }: Scale): Promise<Record<string, Figure>> {
  const peers: Record<string, number> = {}
  for (const [name, files] of await peerPages(pagePeers)) {
    peers[name] = await kilobytes(async (address) => files.get(address) ?? '')
  }
  const server = await ChildServer.start('server/node.ts')
  try {
    const ask = (address: string) => fetch(new URL(address, server.origin))
    const get = async (address: string) => {
      const response = await ask(address)
      if (!response.ok) throw new Error(`${address} is not there`)
      return response.text()
    }
    const ours = await kilobytes(get)
    const embed = await ask('/embed.js')
    const loader = brotli(await embed.text()) / kilobyte
    return {
      'page-kilobytes': { ...held(ours, [ours], { atMost: 20 }, {}), peers },
      ...(embed.ok && { 'loader-kilobytes': held(loader, [loader], { atMost: 2 }, {}) }),
    }
  } finally {
    await server.end()
  }
}

async function kilobytes(get: (address: string) => Promise<string>): Promise<number> {
  const sizes = Object.values(await pageDownload(get))
  return sizes.reduce((sum, size) => sum + size, 0) / kilobyte
}
