import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { assets, firstPage, firstStyle, interfaceWords, pageWords } from '../.build/site.mjs'
import type { Settings } from './app.ts'
import { datesOf } from './dates.ts'
import { render } from './documents/templates.ts'
import { createEmbedSite } from './embed-site.ts'
import { firstView } from './first-view.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { onlyByHttps } from './only-by-https.ts'
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
const headers = (ancestors: readonly string[], secure: boolean) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", `'${firstStyle.hash}'`],
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
    crossOriginEmbedderPolicy: true,
    strictTransportSecurity: secure && onlyByHttps,
  })

/** What is served without a session: the chat page with its script and style, and two JSON answers. */
export function createSite(
  packs: ReadonlyMap<string, LoadedPack>,
  ready: () => boolean,
  {
    securityContact,
    retention,
    tenants,
    secure = false,
  }: Pick<Settings, 'securityContact' | 'retention' | 'tenants' | 'secure'>,
) {
  const areas = [...packs.values()].map(({ pack }) => ({
    id: pack.area.id,
    name: pack.area.name,
    version: pack.area.version,
    digest: pack.digest,
    issued: pack.area.issued,
  }))

  /** The page of an area, by itself or for a tenant's pages; an area that is not there, or not named, is the first. */
  function pageOf(area: string | undefined, tenant?: Tenant): string {
    const offered = [...packs.values()].filter(
      ({ pack }) => tenant?.areas.includes(pack.area.id) ?? true,
    )
    const loaded = offered.find(({ pack }) => pack.area.id === area) ?? offered[0]
    if (!loaded) throw new Error('there is no area to begin')
    const start = {
      areas: offered.map(({ pack }) => ({ id: pack.area.id, name: pack.area.name })),
      area: loaded.pack.area.id,
      first: firstView(loaded, datesOf(loaded.pack).today(Date.now())),
      ...(tenant && { host: { tenant: tenant.token, origins: tenant.origins } }),
    }
    const data = { words: pageWords, frameLimit, lockAfter: retention.idle, ...start }
    return render('page.html', {
      words: interfaceWords,
      style: firstStyle.text,
      page: firstPage(start),
      // So that no word in it can end the element it stands in.
      data: JSON.stringify(data).replaceAll('<', '\\u003c'),
    })
  }
  const alone = headers([], secure)
  const framed = tenants.map((tenant) => ({ tenant, headers: headers(tenant.origins, secure) }))
  // A page without a script or a word of anyone's, so that whoever looks at the frame is told.
  const byAnyone = headers(['*'], secure)

  const site = new Hono()
  site.get('/', (c) => {
    const { tenant: token, area } = c.req.query()
    const known = framed.find(({ tenant }) => tenant.token === token)
    const strict = token === undefined ? alone : (known?.headers ?? byAnyone)
    return strict(c, async () => {
      c.header('cache-control', 'no-store')
      c.res =
        strict === byAnyone
          ? await c.html(unknownTenantPage(interfaceWords), 404)
          : await c.html(pageOf(area, known?.tenant))
    })
  })
  site.route('/', createEmbedSite(secure))
  site.use(alone)
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
