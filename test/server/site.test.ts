import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSite } from '../../server/site.ts'
import type { Tenant } from '../../server/tenants.ts'
import { southwark } from '../support/southwark.ts'

const { pack } = southwark
const elsewhere = { ...southwark, pack: { ...pack, area: { ...pack.area, id: 'elsewhere' } } }

const site = (
  ready = true,
  securityContact: string | null = null,
  tenants: readonly Tenant[] = [],
) =>
  createSite(new Map([southwark, elsewhere].map((one) => [one.pack.area.id, one])), () => ready, {
    securityContact,
    tenants,
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
    const twoAreas = createSite(both, () => true, {
      securityContact: null,
      retention,
      tenants: [],
    })
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
        tenants: [],
      }).request('/')
    ).text()
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    expect(page).toContain('<b>&lt;/script&gt;&lt;b title=&quot;x&quot;&gt;&amp;</b>')
  })

  test('has browsers come by https alone where it is reached by that, and nowhere else', async () => {
    const made = (secure: boolean) =>
      createSite(new Map([['southwark', southwark]]), () => true, {
        securityContact: null,
        tenants: [],
        retention: { kept: 1, handedOver: 1, idle: 1 },
        secure,
      })
    for (const path of ['/', '/?tenant=nobody', '/assets/chat.js', '/embed.js', '/healthz']) {
      const said = async (secure: boolean) =>
        (await made(secure).request(path)).headers.get('strict-transport-security')
      expect(await said(true), path).toBe('max-age=63072000')
      expect(await said(false), path).toBeNull()
    }
  })

  test('loads nothing of others that has not said it may be, framed or not', async () => {
    for (const path of ['/', '/?tenant=elm-7q', '/?tenant=nobody'])
      expect((await asked(path)).headers.get('cross-origin-embedder-policy'), path).toBe(
        'require-corp',
      )
  })

  const school = {
    id: 'school',
    token: 'elm-7q',
    origins: ['https://intranet.school.test', 'https://b.school.test:8443'],
    areas: ['southwark'],
  }
  const asked = (path: string) => site(true, null, [school]).request(path)

  test('may be framed by the pages of a tenant that is named, and by no others', async () => {
    const { headers, status } = await asked('/?tenant=elm-7q')
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain(
      'frame-ancestors https://intranet.school.test https://b.school.test:8443;',
    )
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('may not be framed for a tenant’s sake anywhere else', async () => {
    for (const path of ['/', '/assets/chat.js?tenant=elm-7q', '/api/areas?tenant=elm-7q']) {
      const { headers } = await asked(path)
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
      expect(headers.get('x-frame-options'), path).toBe('DENY')
    }
  })

  test('says so where a tenant is not known, and is then no chat page', async () => {
    for (const token of ['school', '', 'constructor']) {
      const response = await asked(`/?tenant=${token}`)
      expect(response.status, token).toBe(404)
      const text = await response.text()
      expect(text).toContain('This page is not set up here')
      expect(text).toContain('Call 999')
      expect(text).not.toMatch(/<script|<form|handrail-conversation/)
    }
  })

  test('offers a tenant’s areas alone, and names the tenant to the page', async () => {
    const text = await (await asked('/?tenant=elm-7q&area=elsewhere')).text()
    expect(text).toContain('"areas":[{"id":"southwark","name":"Southwark"}],"area":"southwark"')
    expect(text).toContain('"host":{"tenant":"elm-7q"')
    expect(await (await asked('/')).text()).toContain('"id":"elsewhere"')
    expect(await (await asked('/')).text()).not.toContain('elm-7q')
  })

  test('brings its style along, by the one hash its policy allows, and waits for no other', async () => {
    const response = await site().request('/')
    const page = await response.text()
    const style = /<style>([^<]+)<\/style>/.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(response.headers.get('content-security-policy')).toContain(
      `style-src 'self' 'sha256-${hash}';`,
    )
    const linked = [...page.matchAll(/<link rel="stylesheet"[^>]*>/g)].map(([link]) => link)
    expect(linked).toEqual([expect.stringContaining('media="print"')])
  })

  test('holds the words that the page says, and none that only the service does', async () => {
    const page = await (await site().request('/')).text()
    const words = JSON.parse(/id="handrail">(.*?)<\/script>/.exec(page)?.[1] ?? '').words
    const said = ['continue', 'error.title', 'step.now', 'rejected.locked', 'fault.missing-part']
    expect(Object.keys(words)).toEqual(expect.arrayContaining(said))
    expect(Object.keys(words).filter((id) => /^(fault|sign-in|tenant)\./.test(id))).toEqual([
      'fault.missing-part',
    ])
  })

  test('tells the page how long it may lie idle', async () => {
    expect(await (await site().request('/')).text()).toContain('"lockAfter":300000')
  })
})
