import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { embed } from '../.build/site.mjs'
import { onlyByHttps } from './only-by-https.ts'

const { version, integrity, script, types, manifest } = embed

/** For pages of any origin, and with CORS, which a script with an `integrity` needs. It holds nothing of anyone's. */
const headers = (secure: boolean) =>
  secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    crossOriginResourcePolicy: 'cross-origin',
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: secure && onlyByHttps,
  })
const open = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' }
const immutable = { ...open, 'cache-control': 'public, max-age=31536000, immutable' }

/** What the pages of others load of the embed: its loader, and what describes it. */
export function createEmbedSite(secure: boolean): Hono {
  const forAnyPage = headers(secure)
  const loader = (c: Context, headers: Record<string, string>) =>
    c.body(script, 200, { ...headers, 'content-type': 'text/javascript; charset=utf-8' })
  const site = new Hono()
  site.get('/embed.js', forAnyPage, (c) => loader(c, open))
  site.get(`/embed/${version}.js`, forAnyPage, (c) => loader(c, immutable))
  site.get('/embed.json', forAnyPage, (c) =>
    c.json({ version, url: `/embed/${version}.js`, integrity }, 200, open),
  )
  site.get('/embed.d.ts', forAnyPage, (c) => c.text(types, 200, open))
  site.get('/custom-elements.json', forAnyPage, (c) => c.json(manifest, 200, open))
  return site
}
