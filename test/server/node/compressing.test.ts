import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { compressing } from '../../../server/node/compressing.ts'

const page = 'one question at a time '.repeat(200)
const asked = (headers: Record<string, string>, method = 'GET') =>
  new Request('http://h.test/', { headers, method })
const answering = (type: string, status = 200) =>
  compressing(() => new Response(page, { status, headers: { 'content-type': type, 'x-own': '1' } }))

describe('what the page downloads', () => {
  test('is compressed for a browser that reads it, and is the same again', async () => {
    const answer = answering('text/html; charset=utf-8')
    for (const _ of ['first', 'again']) {
      const response = await answer(asked({ 'accept-encoding': 'gzip, deflate, br' }))
      expect(response.headers.get('content-encoding')).toBe('br')
      expect(response.headers.get('vary')).toBe('accept-encoding')
      expect(response.headers.get('x-own')).toBe('1')
      const body = new Uint8Array(await response.arrayBuffer())
      expect(body.length).toBeLessThan(page.length / 10)
      expect(brotliDecompressSync(body).toString()).toBe(page)
    }
  })

  test.each([
    ['a browser that does not read it', 'text/html', 200, {}],
    ['an answer of another kind', 'application/json', 200, { 'accept-encoding': 'br' }],
    ['an answer that is none', 'text/html', 404, { 'accept-encoding': 'br' }],
  ])('is left as it is for %s', async (_, type, status, headers) => {
    const response = await answering(type, status)(asked(headers))
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(await response.text()).toBe(page)
  })
})
