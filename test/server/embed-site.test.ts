import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSite } from '../../server/site.ts'
import { southwark } from '../support/southwark.ts'

const site = createSite(new Map([['southwark', southwark]]), () => true, {
  securityContact: null,
  tenants: [],
  retention: { kept: 1, handedOver: 1, idle: 1 },
})

describe('the loader that other pages load', () => {
  test('is at an address that never changes what it serves, with the hash that a page may ask for', async () => {
    const { url, integrity } = (await (await site.request('/embed.json')).json()) as {
      url: string
      integrity: string
    }
    const response = await site.request(url)
    const script = await response.text()
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(integrity).toBe(`sha384-${createHash('sha384').update(script).digest('base64')}`)
    const digest = createHash('sha384').update(script).digest('hex').slice(0, 12)
    expect(url).toMatch(new RegExp(`^/embed/\\d+\\.\\d+\\.\\d+-${digest}\\.js$`))
    expect(await (await site.request('/embed.js')).text()).toBe(script)
    expect((await site.request('/embed/0.0.0-000000000000.js')).status).toBe(404)
  })

  test('may be loaded by a page of any origin, and is asked for again soon', async () => {
    const { headers } = await site.request('/embed.js')
    expect(headers.get('content-type')).toContain('text/javascript')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(headers.get('cache-control')).toBe('public, max-age=300')
  })

  test('opens nothing else of the service to other origins', async () => {
    for (const path of ['/', '/api/areas', '/assets/chat.js', '/healthz']) {
      const { headers } = await site.request(path)
      expect(headers.get('access-control-allow-origin'), path).toBeNull()
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
    }
  })
})
