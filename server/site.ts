import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { assets, firstPage, interfaceWords } from '../.build/site.mjs'
import type { Settings } from './app.ts'
import { datesOf } from './dates.ts'
import { render } from './documents/templates.ts'
import { firstView } from './first-view.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { frameLimit } from './protocol.ts'

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

/** What is served without a session: the chat page with its script and style, and two JSON answers. */
export function createSite(
  packs: ReadonlyMap<string, LoadedPack>,
  ready: () => boolean,
  { securityContact, retention }: Pick<Settings, 'securityContact' | 'retention'>,
) {
  const areas = [...packs.values()].map(({ pack }) => ({
    id: pack.area.id,
    name: pack.area.name,
    version: pack.area.version,
    digest: pack.digest,
    issued: pack.area.issued,
  }))
  const named = areas.map(({ id, name }) => ({ id, name }))

  /** The page of an area; one that is not there, or not named, is the first. */
  function pageOf(area: string | undefined): string {
    const [loaded] = [packs.get(area ?? ''), ...packs.values()].filter((pack) => pack !== undefined)
    if (!loaded) throw new Error('there is no area to begin')
    const first = firstView(loaded, datesOf(loaded.pack).today(Date.now()))
    const start = { areas: named, area: loaded.pack.area.id, first }
    const data = { words: interfaceWords, frameLimit, lockAfter: retention.idle, ...start }
    return render('page.html', {
      words: interfaceWords,
      page: firstPage(start),
      // So that no word in it can end the element it stands in.
      data: JSON.stringify(data).replaceAll('<', '\\u003c'),
    })
  }

  const site = new Hono()
  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["'none'"],
      },
      permissionsPolicy: Object.fromEntries(unused.map((feature) => [feature, []])),
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
    }),
  )
  site.get('/', (c) => {
    c.header('cache-control', 'no-store')
    return c.html(pageOf(c.req.query('area')))
  })
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
