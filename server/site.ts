import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { assets, interfaceWords } from '../.build/site.mjs'
import type { Settings } from './app.ts'
import { render } from './documents/templates.ts'
import { createEmbedSite } from './embed-site.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { frameLimit } from './protocol.ts'
import type { Tenant } from './tenants.ts'
import { unknownTenantPage } from './unknown-tenant-page.ts'

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** What a browser could do for a page and never does for this one. */
const unused = ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'displayCapture'] as const

/** RFC 9116. It has to name a day it is good until: a year from when it is read, since it is made anew each time. */
const securityText = (contact: string): string =>
  `Contact: ${contact}\nExpires: ${new Date(Date.now() + 31_536_000_000).toISOString()}\nPreferred-Languages: en\n`

/** Strict headers for what may stand in frames of these origins, `*` being any, and in none where there is none. */
const headers = (ancestors: readonly string[]) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ancestors.length > 0 ? [...ancestors] : ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
    permissionsPolicy: Object.fromEntries(unused.map((feature) => [feature, []])),
    referrerPolicy: 'no-referrer',
    xFrameOptions: ancestors.length > 0 ? false : 'DENY',
    strictTransportSecurity: false,
  })

/** What is served without a session: the chat page with its script and style, and two JSON answers. */
export function createSite(
  packs: ReadonlyMap<string, LoadedPack>,
  ready: () => boolean,
  {
    securityContact,
    retention,
    tenants,
  }: Pick<Settings, 'securityContact' | 'retention' | 'tenants'>,
) {
  const areas = [...packs.values()].map(({ pack }) => ({
    id: pack.area.id,
    name: pack.area.name,
    version: pack.area.version,
    digest: pack.digest,
    issued: pack.area.issued,
  }))
  /** The chat page, as it is served by itself or into the pages of a tenant. */
  const pageFor = (tenant: Tenant | null) =>
    render('page.html', {
      words: interfaceWords,
      data: JSON.stringify({
        words: interfaceWords,
        frameLimit,
        lockAfter: retention.idle,
        areas: areas
          .filter(({ id }) => tenant?.areas.includes(id) ?? true)
          .map(({ id, name }) => ({ id, name })),
        ...(tenant && { host: { tenant: tenant.token, origins: tenant.origins } }),
      }),
    })
  const framed = tenants.map((tenant) => ({
    token: tenant.token,
    headers: headers(tenant.origins),
    page: pageFor(tenant),
  }))
  // A page without a script or a word of anyone's, so that whoever looks at the frame is told.
  const unknown = { headers: headers(['*']), page: unknownTenantPage(interfaceWords) }
  const alone = { headers: headers([]), page: pageFor(null) }

  const site = new Hono()
  site.get('/', (c) => {
    const token = c.req.query('tenant')
    const known = framed.find((one) => one.token === token)
    const served = token === undefined ? alone : (known ?? unknown)
    return served.headers(c, async () => {
      c.header('cache-control', 'no-store')
      c.res = await c.html(served.page, served === unknown ? 404 : 200)
    })
  })
  site.route('/', createEmbedSite())
  site.use(alone.headers)
  site.get('/assets/:name', (c) => {
    const name = c.req.param('name')
    const text = Object.hasOwn(assets, name) ? assets[name] : undefined
    if (text === undefined) return c.notFound()
    c.header('content-type', types[name.split('.').at(-1) ?? ''] ?? 'text/plain')
    c.header('cache-control', 'no-cache')
    return c.body(text)
  })
  site.get('/healthz', (c) => c.json({ status: 'ok' }))
  site.get('/readyz', (c) =>
    ready() ? c.json({ status: 'ready' }) : c.json({ status: 'stopping' }, 503),
  )
  site.get('/.well-known/security.txt', (c) =>
    securityContact === null ? c.notFound() : c.text(securityText(securityContact)),
  )
  site.get('/api/areas', (c) => c.json({ areas }))
  return site
}
