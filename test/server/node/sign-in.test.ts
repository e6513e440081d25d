import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { bypass, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { interfaceWords } from '../../../.build/site.mjs'
import { createApp } from '../../../server/app.ts'
import type { LogEntry } from '../../../server/log.ts'
import { hashOf } from '../../../server/node/hash-of.ts'
import { createSignIn } from '../../../server/node/sign-in.ts'
import { signInSettings } from '../../../server/node/sign-in-settings.ts'
import { socketServer, upgradeOnNode } from '../../../server/node/socket.ts'
import { openSqlite } from '../../../server/node/sqlite.ts'
import { Browsing } from '../../support/browsing.ts'
import { account, client, IdentityProvider } from '../../support/identity-provider.ts'
import { Served } from '../../support/served.ts'
import { southwark } from '../../support/southwark.ts'

const hour = 3_600_000
const words = (key: string) => interfaceWords[`sign-in.${key}`] ?? 'missing'

let clock = 0
let logged: LogEntry[] = []
let server: ServerType
let url: string
let provider: IdentityProvider
let person: Browsing

const environment = (changes: Record<string, string> = {}) => ({
  OIDC_ISSUER: provider.url,
  OIDC_CLIENT_ID: client.id,
  OIDC_CLIENT_SECRET: client.secret,
  PUBLIC_URL: url,
  ...changes,
})

/** The whole service behind sign-in, as the Node entry puts it together, over a clock of the test. */
function signingIn(env: Record<string, string>) {
  const settings = signInSettings(env)
  if (!settings || 'faults' in settings) throw new Error('not settings')
  const log = (entry: LogEntry) => logged.push(entry)
  const now = () => Date.now() + clock
  const sql = openSqlite(':memory:')
  const packs = new Map([[southwark.pack.area.id, southwark]])
  const service = createApp(packs, { sql, upgrade: upgradeOnNode, hashOf, log, now })
  return createSignIn(settings, { words: interfaceWords, log, now }).around(service)
}

let app: ReturnType<typeof signingIn>

beforeAll(async () => {
  server = serve({
    fetch: (request, env) => app.fetch(request, env),
    port: 0,
    hostname: '127.0.0.1',
    websocket: { server: socketServer() },
  })
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  provider = await IdentityProvider.start(`${url}/sign-in/return`)
})
afterAll(async () => {
  await provider.end()
  server.close()
})

beforeEach(() => {
  clock = 0
  logged = []
  provider.lets = true
  provider.hangsUp = false
  person = new Browsing()
  app = signingIn(environment())
})

/** What becomes of an attempt to open a conversation: its status, or 101. */
const dial = (cookie: string) =>
  new Promise<number>((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers: { cookie } })
    socket.once('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.once('open', () => {
      resolve(101)
      socket.terminate()
    })
    socket.on('error', () => undefined)
  })

/** Signs in as far as the provider's reply, and gives the address that the reply leads to. */
async function reply(): Promise<string> {
  const last = await person.go(`${url}/`, `${url}/sign-in/return`)
  return last.headers.get('location') ?? ''
}

/** Insists that a response is a page that says this and nothing of what the provider or a library said. */
async function refusal(response: Response, key: string, status: number): Promise<void> {
  expect(response.status).toBe(status)
  const page = await response.text()
  expect(page).toContain(words(key))
  expect(page).toContain(interfaceWords['danger.line'])
  expect(page).not.toMatch(/OAUTH|Error|words of the provider|invalid|127\.0\.0\.1/)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(logged).toEqual([{ kind: 'sign-in', outcome: key }])
  expect((await person.once(`${url}/`)).status).toBe(302)
}

describe('a person who has not signed in', () => {
  test('is led from the page to the sign-in', async () => {
    const response = await person.once(`${url}/`)
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(`${url}/sign-in`)
  })

  test('is led there from any address a browser asks to see', async () => {
    expect((await person.go(`${url}/nowhere`, provider.url)).status).toBe(302)
    expect(person.visited).toEqual([`${url}/nowhere`, `${url}/sign-in`])
  })

  test('is refused everything else with a sentence, whether it is there or not', async () => {
    for (const path of ['/api/areas', '/ws', '/nowhere', '//ws', '/assets/../api/areas']) {
      const response = await fetch(url + path)
      expect(response.status, path).toBe(401)
      expect(await response.text()).toBe(words('needed'))
    }
    expect((await fetch(url, { method: 'POST' })).status).toBe(401)
    expect(await dial('')).toBe(401)
  })

  test('can see that the service is well, and how its pages look', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/assets/chat.css`)).status).toBe(200)
    expect((await fetch(`${url}/.well-known/security.txt`)).status).not.toBe(401)
  })
})

describe('a person who signs in', () => {
  test('goes to the provider and back, and is on the page', async () => {
    const page = await person.go(`${url}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<handrail-conversation>')
    expect(person.visited.at(-1)).toBe(`${url}/`)
    expect(person.visited.some((at) => at.startsWith(`${provider.url}/auth?`))).toBe(true)
    expect(await dial(person.cookies(url))).toBe(101)
    expect(logged).toEqual([])
  })

  test('proves it with a code and a verifier that never leaves the service', async () => {
    await person.go(`${url}/`)
    const asked = new URL(person.visited.find((at) => at.includes('/auth?')) ?? '').searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('scope')).toBe('openid')
    expect(asked.get('nonce')?.length).toBeGreaterThan(20)
    expect(person.visited.join()).not.toContain('code_verifier')
  })

  test('carries a random number that says nothing of who it is', async () => {
    await person.go(`${url}/`)
    expect([...person.jar(url).keys()]).toEqual(['sign-in'])
    expect(person.jar(url).get('sign-in')).toMatch(/^[\w-]{43}$/)
    const other = new Browsing()
    await other.go(`${url}/`)
    expect(other.jar(url).get('sign-in')).not.toBe(person.jar(url).get('sign-in'))
  })

  test('always comes back to the page, wherever the address asked to go', async () => {
    await person.go(`${url}/sign-in?to=https://evil.example&return=//evil.example`)
    expect(person.visited.at(-1)).toBe(`${url}/`)
  })

  test('is asked again once the hours are over, and comes back without a word', async () => {
    app = signingIn(environment({ SIGN_IN_HOURS: '2' }))
    await person.go(`${url}/`)
    clock = 2 * hour - 60_000
    expect((await person.once(`${url}/`)).status).toBe(200)
    clock = 2 * hour + 60_000
    expect((await person.once(`${url}/`)).status).toBe(302)
    expect(await dial(person.cookies(url))).toBe(401)
    expect((await person.go(`${url}/`)).status).toBe(200)
  })

  test('is not let in by a cookie that was changed', async () => {
    await person.go(`${url}/`)
    const id = person.jar(url).get('sign-in') ?? ''
    for (const changed of [`${id.slice(1)}A`, `${id}A`, '', 'true']) {
      expect(await dial(`sign-in=${changed}`)).toBe(401)
    }
    expect(await dial(`sign-in=${id}`)).toBe(101)
  })

  test('is out after signing out, and so is a copy of the cookie', async () => {
    await person.go(`${url}/`)
    const copy = person.cookies(url)
    expect(await (await person.once(`${url}/sign-out`)).text()).toContain(words('leave'))
    const out = await person.once(`${url}/sign-out`, 'POST')
    expect(await out.text()).toContain(words('left'))
    expect(person.cookies(url)).toBe('')
    expect(await dial(copy)).toBe(401)
  })

  test('is not signed out by a form of another site, which brings no cookie', async () => {
    const out = await fetch(`${url}/sign-out`, { method: 'POST' })
    expect(out.status).toBe(200)
    expect(out.headers.getSetCookie()).toEqual([])
  })

  test('has cookies that no script, no other site and no plain connection can have', async () => {
    app = signingIn(environment({ PUBLIC_URL: 'https://handrail.example' }))
    const response = await fetch(`${url}/sign-in`, { redirect: 'manual' })
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-sign-in-started=/)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=600']) {
      expect(cookie.split('; ')).toContain(part)
    }
    const to = new URL(response.headers.get('location') ?? '')
    expect(to.searchParams.get('redirect_uri')).toBe('https://handrail.example/sign-in/return')
  })
})

describe('a sign-in that fails says why in words', () => {
  test('when the reply bears another state', async () => {
    const to = new URL(await reply())
    to.searchParams.set('state', 'another')
    await refusal(await person.once(to.href), 'mismatch', 400)
  })

  test('when the reply comes to another browser', async () => {
    const to = await reply()
    person = new Browsing()
    await refusal(await person.once(to), 'mismatch', 400)
  })

  test('when what this browser holds was changed', async () => {
    const to = await reply()
    const jar = person.jar(url)
    jar.set('sign-in-started', (jar.get('sign-in-started') ?? '').replace('state', 'skate'))
    await refusal(await person.once(to), 'mismatch', 400)
  })

  test('when it took too long', async () => {
    const to = await reply()
    clock = 11 * 60_000
    await refusal(await person.once(to), 'mismatch', 400)
  })

  test('when the reply is used a second time', async () => {
    const to = await reply()
    const before = person.cookies(url)
    await person.go(to)
    person.jar(url).clear()
    await refusal(await person.once(to), 'mismatch', 400)
    logged = []
    for (const pair of before.split('; ')) {
      const at = pair.indexOf('=')
      person.jar(url).set(pair.slice(0, at), pair.slice(at + 1))
    }
    await refusal(await person.once(to), 'refused', 403)
  })

  test('when the person cancels, or is not allowed in', async () => {
    provider.lets = false
    await refusal(await person.go(`${url}/`), 'cancelled', 403)
  })

  test('when the provider gives another error', async () => {
    const to = new URL(await reply())
    to.searchParams.delete('code')
    to.searchParams.set('error', 'temporarily_unavailable')
    await refusal(await person.once(to.href), 'refused', 403)
  })

  test('when the service has the wrong secret', async () => {
    app = signingIn(environment({ OIDC_CLIENT_SECRET: 'wrong' }))
    await refusal(await person.go(`${url}/`), 'refused', 403)
  })

  test('when the provider hangs up', async () => {
    const to = await reply()
    provider.hangsUp = true
    await refusal(await person.once(to), 'unreachable', 503)
  })

  test('when the provider cannot be reached', async () => {
    const gone = await IdentityProvider.start(`${url}/sign-in/return`)
    await gone.end()
    app = signingIn(environment({ OIDC_ISSUER: gone.url }))
    await refusal(await person.go(`${url}/`), 'unreachable', 503)
  })
})

describe('a reply of the provider that cannot be relied on', () => {
  const network = setupServer()
  beforeAll(() => network.listen({ onUnhandledFrame: 'bypass' }))
  afterEach(() => network.resetHandlers())
  afterAll(() => network.close())

  /** The provider's own reply to the code, with another ID token in it. */
  const idToken = (change: (token: string) => string) =>
    http.post(`${provider.url}/token`, async ({ request }) => {
      const reply = await fetch(bypass(request))
      const body = (await reply.json()) as { id_token: string }
      return HttpResponse.json({ ...body, id_token: change(body.id_token) })
    })

  const read = (part = ''): object => JSON.parse(Buffer.from(part, 'base64url').toString())

  test.each([
    ['is for another service', { aud: 'another' }],
    ['is for another sign-in', { nonce: 'another' }],
    ['is from another provider', { iss: 'https://evil.example' }],
    ['is out of date', { exp: 1 }],
  ])('lets nobody in when its token is signed but %s', async (_, claims) => {
    const to = await reply()
    network.use(
      idToken((token) => {
        const [head = '', body] = token.split('.')
        return provider.signed(head, { ...read(body), ...claims })
      }),
    )
    await refusal(await person.once(to), 'untrusted', 502)
  })

  test('lets nobody in when its token is not the one that was signed', async () => {
    const to = await reply()
    network.use(
      idToken((token) => {
        const [head = '', body, mark] = token.split('.')
        const claims = JSON.stringify({ ...read(body), sub: 'somebody else' })
        return [head, Buffer.from(claims).toString('base64url'), mark].join('.')
      }),
    )
    await refusal(await person.once(to), 'untrusted', 502)
  })

  test('lets in whom it vouches for when its token is only signed again', async () => {
    const to = await reply()
    network.use(
      idToken((token) => {
        const [head = '', body] = token.split('.')
        return provider.signed(head, read(body))
      }),
    )
    expect((await person.go(to)).status).toBe(200)
  })

  test('lets nobody in when it is not what was asked for', async () => {
    const to = await reply()
    network.use(http.post(`${provider.url}/token`, () => HttpResponse.html('<p>garbage')))
    await refusal(await person.once(to), 'untrusted', 502)
  })

  test('lets nobody in when it holds no token', async () => {
    const to = await reply()
    const body = { access_token: 'a', token_type: 'bearer' }
    network.use(http.post(`${provider.url}/token`, () => HttpResponse.json(body)))
    await refusal(await person.once(to), 'untrusted', 502)
  })

  test('counts as none when the provider fails at it, and the next attempt is let in', async () => {
    const to = await reply()
    const failing = () => new HttpResponse('words of the provider', { status: 500 })
    network.use(http.post(`${provider.url}/token`, failing))
    await refusal(await person.once(to), 'unreachable', 503)
    network.resetHandlers()
    expect((await person.go(`${url}/sign-in`)).status).toBe(200)
  })

  test('counts as none when the provider is down at first, and the next attempt is let in', async () => {
    const found = `${provider.url}/.well-known/openid-configuration`
    network.use(http.get(found, () => new HttpResponse(null, { status: 503 })))
    await refusal(await person.go(`${url}/sign-in`), 'unreachable', 503)
    network.resetHandlers()
    expect((await person.go(`${url}/sign-in`)).status).toBe(200)
  })
})

describe('the settings of sign-in', () => {
  const faults = (env: Record<string, string>) => {
    const reading = signInSettings(env)
    return reading && 'faults' in reading ? reading.faults.map((fault) => fault.split(':')[0]) : []
  }
  const without = (name: string) =>
    Object.fromEntries(Object.entries(environment()).filter(([key]) => key !== name))

  test('are off where none is set, or only the address of the service', () => {
    expect(signInSettings({})).toBeNull()
    expect(signInSettings({ OIDC_ISSUER: '', PUBLIC_URL: 'https://handrail.example' })).toBeNull()
  })

  test('are whole with four, and have a scope and hours of their own', () => {
    const most = { PUBLIC_URL: 'https://handrail.example/', OIDC_ISSUER: 'https://id.example/a' }
    expect(signInSettings(environment(most))).toMatchObject({
      publicUrl: 'https://handrail.example',
      scope: 'openid',
      hours: 12,
    })
  })

  test.each(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'])(
    'are not taken without %s',
    (name) => expect(faults(without(name))).toEqual([name]),
  )

  test.each([
    ['OIDC_ISSUER', 'http://id.example'],
    ['OIDC_ISSUER', 'http://127.0.0.1.evil.example'],
    ['OIDC_ISSUER', 'not an address'],
    ['OIDC_ISSUER', 'https://name:word@id.example'],
    ['PUBLIC_URL', 'http://handrail.example'],
    ['PUBLIC_URL', 'https://handrail.example/below'],
    ['PUBLIC_URL', 'nowhere'],
    ['OIDC_SCOPE', 'profile'],
    ['SIGN_IN_HOURS', '0'],
    ['SIGN_IN_HOURS', 'soon'],
    ['SIGN_IN_HOURS', '1000'],
  ])('are not taken with %s as %s', (name, value) =>
    expect(faults(environment({ [name]: value }))).toEqual([name]),
  )
})

describe('the service as a process', () => {
  test('does not start on half of what sign-in needs, and says what is missing', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../../server/node.ts')],
      { env: { ...process.env, OIDC_ISSUER: provider.url }, encoding: 'utf8' },
    )
    expect(status).toBe(1)
    for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL']) {
      expect(stderr).toContain(`${name}: `)
    }
    expect(stderr).toContain('did not start')
  })

  test('asks for no sign-in where none is configured', async () => {
    const served = await Served.start()
    try {
      expect((await fetch(served.url, { redirect: 'manual' })).status).toBe(200)
      expect((await fetch(`${served.url}/api/areas`)).status).toBe(200)
      expect((await fetch(`${served.url}/sign-in`)).status).toBe(404)
    } finally {
      await served.end()
    }
  })

  test('lets in who has signed in where one is, and keeps nothing of who it was', async () => {
    const served = await Served.start()
    const own = await IdentityProvider.start(`${served.url}/sign-in/return`)
    try {
      const env = environment({ OIDC_ISSUER: own.url, PUBLIC_URL: served.url })
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
      await served.kill()
      await served.start()
      expect((await fetch(`${served.url}/api/areas`)).status).toBe(401)
      expect((await person.go(served.url)).status).toBe(200)
      const areas = await fetch(`${served.url}/api/areas`, {
        headers: { cookie: person.cookies(served.url) },
      })
      expect(areas.status).toBe(200)
      const kept = readdirSync(served.data).map((name) =>
        readFileSync(join(served.data, name), 'latin1'),
      )
      expect(kept.length).toBeGreaterThan(0)
      for (const text of [...kept, served.log]) {
        expect(text).not.toContain(account)
        expect(text).not.toContain(client.secret)
        expect(text).not.toContain(person.jar(served.url).get('sign-in'))
      }
    } finally {
      vi.unstubAllEnvs()
      await served.end()
      await own.end()
    }
  })
})
