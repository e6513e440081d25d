import { describe, expect, test } from 'vitest'
import { createSite } from '../../server/site.ts'
import { southwark } from '../support/southwark.ts'

const site = (ready = true, securityContact: string | null = null) =>
  createSite(new Map([['southwark', southwark]]), () => ready, {
    securityContact,
    retention: { kept: 1, handedOver: 1, idle: 300_000 },
  })

describe('what is served without a session', () => {
  test('says that it takes conversations, and that it does not while it stops', async () => {
    expect((await site().request('/readyz')).status).toBe(200)
    const stopping = await site(false).request('/readyz')
    expect([stopping.status, await stopping.json()]).toEqual([503, { status: 'stopping' }])
    expect((await site(false).request('/healthz')).status).toBe(200)
  })

  test('says where to report a weakness, for a year, where that is set', async () => {
    expect((await site().request('/.well-known/security.txt')).status).toBe(404)
    const text = await (
      await site(true, 'mailto:security@h.test').request('/.well-known/security.txt')
    ).text()
    expect(text).toMatch(/^Contact: mailto:security@h\.test\nExpires: 20\d\d-.+Z\n/)
    const expires = Date.parse(/Expires: (.+)/.exec(text)?.[1] ?? '')
    expect(expires - Date.now()).toBeGreaterThan(300 * 86_400_000)
  })

  test('asks the browser for nothing, tells no one where it was, and may not be framed', async () => {
    const { headers } = await site().request('/')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('asks the first question of the area that the address names, and links to the others', async () => {
    const { area } = southwark.pack
    const other = {
      ...southwark,
      pack: { ...southwark.pack, area: { ...area, id: 'other', name: 'Elsewhere' } },
    }
    const both = new Map([
      ['southwark', southwark],
      ['other', other],
    ])
    const retention = { kept: 1, handedOver: 1, idle: 1 }
    const twoAreas = createSite(both, () => true, { securityContact: null, retention })
    const page = async (path: string) => (await twoAreas.request(path)).text()
    for (const path of ['/', '/?area=southwark', '/?area=nowhere', '/?area=constructor'])
      expect(await page(path)).toContain('<b>Southwark</b> · <a href="?area=other">Elsewhere</a>')
    const named = await page('/?area=other')
    expect(named).toContain('<b>Elsewhere</b> · <a href="?area=southwark">Southwark</a>')
    expect(named).toContain('<form novalidate="" autocomplete="off" data-question="danger">')
    expect(named).toContain('"area":"other"')
  })

  test('holds nothing in its words that could end the element they stand in', async () => {
    const { area } = southwark.pack
    const odd = {
      ...southwark,
      pack: { ...southwark.pack, area: { ...area, name: '</script><b title="x">&' } },
    }
    const page = await (
      await createSite(new Map([['southwark', odd]]), () => true, {
        securityContact: null,
        retention: { kept: 1, handedOver: 1, idle: 1 },
      }).request('/')
    ).text()
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    expect(page).toContain('<b>&lt;/script&gt;&lt;b title=&quot;x&quot;&gt;&amp;</b>')
  })

  test('tells the page how long it may lie idle', async () => {
    expect(await (await site().request('/')).text()).toContain('"lockAfter":300000')
  })
})
