import { brotliCompressSync } from 'node:zlib'

/** The bytes of a text once it is compressed as far as brotli goes. */
export const brotli = (text: string): number => brotliCompressSync(text).length

/**
 * What a browser downloads to show a page: its HTML, and what that names in its scripts and links.
 * @param get gives the text at an address of the page's own site, such as `/` for the page
 * @returns the size of each in bytes of brotli, by address
 */
export async function pageDownload(
  get: (address: string) => Promise<string>,
): Promise<Record<string, number>> {
  const html = await get('/')
  const sizes: Record<string, number> = { '/': brotli(html) }
  for (const [, address = ''] of html.matchAll(/<(?:script|link)\s[^>]*?(?:src|href)="([^"]*)"/g)) {
    if (!address.startsWith('data:')) sizes[address] = brotli(await get(address))
  }
  return sizes
}
