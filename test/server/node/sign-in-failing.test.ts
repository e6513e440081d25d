import { bypass, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BehindSignIn } from '../../support/behind-sign-in.ts'
import { Browsing } from '../../support/browsing.ts'
import { IdentityProvider } from '../../support/identity-provider.ts'

let site: BehindSignIn
beforeAll(async () => {
  site = await BehindSignIn.start()
})
afterAll(() => site.end())
beforeEach(() => site.anew())

describe('a sign-in that fails says why in words', () => {
  test('when the reply bears another state', async () => {
    const to = new URL(await site.reply())
    to.searchParams.set('state', 'another')
    await site.refuses(await site.person.once(to.href), 'mismatch', 400)
  })

  test('when the reply comes to another browser', async () => {
    const to = await site.reply()
    site.person = new Browsing()
    await site.refuses(await site.person.once(to), 'mismatch', 400)
  })

  test('when what this browser holds was changed', async () => {
    const to = await site.reply()
    const jar = site.person.jar(site.url)
    jar.set('sign-in-started', (jar.get('sign-in-started') ?? '').replace('state', 'skate'))
    await site.refuses(await site.person.once(to), 'mismatch', 400)
  })

  test('when it took too long', async () => {
    const to = await site.reply()
    site.ahead = 11 * 60_000
    await site.refuses(await site.person.once(to), 'mismatch', 400)
  })

  test('when the reply is used a second time', async () => {
    const to = await site.reply()
    const before = site.person.cookies(site.url)
    await site.person.go(to)
    site.person.jar(site.url).clear()
    await site.refuses(await site.person.once(to), 'mismatch', 400)
    site.logged = []
    for (const pair of before.split('; ')) {
      const at = pair.indexOf('=')
      site.person.jar(site.url).set(pair.slice(0, at), pair.slice(at + 1))
    }
    await site.refuses(await site.person.once(to), 'refused', 403)
  })

  test('when the person cancels, or is not allowed in', async () => {
    site.provider.lets = false
    await site.refuses(await site.person.go(`${site.url}/`), 'cancelled', 403)
  })

  test('when the provider gives another error', async () => {
    const to = new URL(await site.reply())
    to.searchParams.delete('code')
    to.searchParams.set('error', 'temporarily_unavailable')
    await site.refuses(await site.person.once(to.href), 'refused', 403)
  })

  test('when the service has the wrong secret', async () => {
    site.anew({ OIDC_CLIENT_SECRET: 'wrong' })
    await site.refuses(await site.person.go(`${site.url}/`), 'refused', 403)
  })

  test('when the provider hangs up', async () => {
    const to = await site.reply()
    site.provider.hangsUp = true
    await site.refuses(await site.person.once(to), 'unreachable', 503)
  })

  test('when the provider cannot be reached', async () => {
    const gone = await IdentityProvider.start(`${site.url}/sign-in/return`)
    await gone.end()
    site.anew({ OIDC_ISSUER: gone.url })
    await site.refuses(await site.person.go(`${site.url}/`), 'unreachable', 503)
  })
})

describe('a reply of the provider that cannot be relied on', () => {
  const network = setupServer()
  beforeAll(() => network.listen({ onUnhandledFrame: 'bypass' }))
  afterEach(() => network.resetHandlers())
  afterAll(() => network.close())

  /** The provider's own reply to the code, with another ID token in it. */
  const idToken = (change: (token: string) => string) =>
    http.post(`${site.provider.url}/token`, async ({ request }) => {
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
    const to = await site.reply()
    network.use(
      idToken((token) => {
        const [head = '', body] = token.split('.')
        return site.provider.signed(head, { ...read(body), ...claims })
      }),
    )
    await site.refuses(await site.person.once(to), 'untrusted', 502)
  })

  test('lets nobody in when its token is not the one that was signed', async () => {
    const to = await site.reply()
    network.use(
      idToken((token) => {
        const [head = '', body, mark] = token.split('.')
        const claims = JSON.stringify({ ...read(body), sub: 'somebody else' })
        return [head, Buffer.from(claims).toString('base64url'), mark].join('.')
      }),
    )
    await site.refuses(await site.person.once(to), 'untrusted', 502)
  })

  test('lets in whom it vouches for when its token is only signed again', async () => {
    const to = await site.reply()
    network.use(
      idToken((token) => {
        const [head = '', body] = token.split('.')
        return site.provider.signed(head, read(body))
      }),
    )
    expect((await site.person.go(to)).status).toBe(200)
  })

  test('lets nobody in when it is not what was asked for', async () => {
    const to = await site.reply()
    network.use(http.post(`${site.provider.url}/token`, () => HttpResponse.html('<p>garbage')))
    await site.refuses(await site.person.once(to), 'untrusted', 502)
  })

  test('lets nobody in when it holds no token', async () => {
    const to = await site.reply()
    const body = { access_token: 'a', token_type: 'bearer' }
    network.use(http.post(`${site.provider.url}/token`, () => HttpResponse.json(body)))
    await site.refuses(await site.person.once(to), 'untrusted', 502)
  })

  test('counts as none when the provider fails at it, and the next attempt is let in', async () => {
    const to = await site.reply()
    const failing = () => new HttpResponse('words of the provider', { status: 500 })
    network.use(http.post(`${site.provider.url}/token`, failing))
    await site.refuses(await site.person.once(to), 'unreachable', 503)
    network.resetHandlers()
    expect((await site.person.go(`${site.url}/sign-in`)).status).toBe(200)
  })

  test('counts as none when the provider is down at first, and the next attempt is let in', async () => {
    const found = `${site.provider.url}/.well-known/openid-configuration`
    network.use(http.get(found, () => new HttpResponse(null, { status: 503 })))
    await site.refuses(await site.person.go(`${site.url}/sign-in`), 'unreachable', 503)
    network.resetHandlers()
    expect((await site.person.go(`${site.url}/sign-in`)).status).toBe(200)
  })
})
