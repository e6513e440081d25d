import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BehindSignIn, words } from '../../support/behind-sign-in.ts'
import { Browsing } from '../../support/browsing.ts'

const hour = 3_600_000

let site: BehindSignIn
beforeAll(async () => {
  site = await BehindSignIn.start()
})
afterAll(() => site.end())
beforeEach(() => site.anew())

describe('a person who has not signed in', () => {
  test('is led from the page to the sign-in', async () => {
    const response = await site.person.once(`${site.url}/`)
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(`${site.url}/sign-in`)
  })

  test('is led there from any address a browser asks to see', async () => {
    expect((await site.person.go(`${site.url}/nowhere`, site.provider.url)).status).toBe(302)
    expect(site.person.visited).toEqual([`${site.url}/nowhere`, `${site.url}/sign-in`])
  })

  test('is refused everything else with a sentence, whether it is there or not', async () => {
    for (const path of ['/api/areas', '/ws', '/nowhere', '//ws', '/assets/../api/areas']) {
      const response = await fetch(site.url + path)
      expect(response.status, path).toBe(401)
      expect(await response.text()).toBe(words('needed'))
    }
    expect((await fetch(site.url, { method: 'POST' })).status).toBe(401)
    expect(await site.dial('')).toBe(401)
  })

  test('can see that the service is well, and how its pages look', async () => {
    expect((await fetch(`${site.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${site.url}/assets/first.css`)).status).toBe(200)
    expect((await fetch(`${site.url}/.well-known/security.txt`)).status).not.toBe(401)
  })
})

describe('a person who signs in', () => {
  test('goes to the provider and back, and is on the page', async () => {
    const page = await site.person.go(`${site.url}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<handrail-conversation>')
    expect(site.person.visited.at(-1)).toBe(`${site.url}/`)
    expect(site.person.visited.some((at) => at.startsWith(`${site.provider.url}/auth?`))).toBe(true)
    expect(await site.dial(site.person.cookies(site.url))).toBe(101)
    expect(site.logged).toEqual([])
  })

  test('proves it with a code and a verifier that never leaves the service', async () => {
    await site.person.go(`${site.url}/`)
    const asked = new URL(site.person.visited.find((at) => at.includes('/auth?')) ?? '')
      .searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('scope')).toBe('openid')
    expect(asked.get('nonce')?.length).toBeGreaterThan(20)
    expect(site.person.visited.join()).not.toContain('code_verifier')
  })

  test('carries a random number that says nothing of who it is', async () => {
    await site.person.go(`${site.url}/`)
    expect([...site.person.jar(site.url).keys()]).toEqual(['sign-in'])
    expect(site.person.jar(site.url).get('sign-in')).toMatch(/^[\w-]{43}$/)
    const other = new Browsing()
    await other.go(`${site.url}/`)
    expect(other.jar(site.url).get('sign-in')).not.toBe(site.person.jar(site.url).get('sign-in'))
  })

  test('always comes back to the page, wherever the address asked to go', async () => {
    await site.person.go(`${site.url}/sign-in?to=https://evil.example&return=//evil.example`)
    expect(site.person.visited.at(-1)).toBe(`${site.url}/`)
  })

  test('is asked again once the hours are over, and comes back without a word', async () => {
    site.anew({ SIGN_IN_HOURS: '2' })
    await site.person.go(`${site.url}/`)
    site.ahead = 2 * hour - 60_000
    expect((await site.person.once(`${site.url}/`)).status).toBe(200)
    site.ahead = 2 * hour + 60_000
    expect((await site.person.once(`${site.url}/`)).status).toBe(302)
    expect(await site.dial(site.person.cookies(site.url))).toBe(401)
    expect((await site.person.go(`${site.url}/`)).status).toBe(200)
  })

  test('is not let in by a cookie that was changed', async () => {
    await site.person.go(`${site.url}/`)
    const id = site.person.jar(site.url).get('sign-in') ?? ''
    for (const changed of [`${id.slice(1)}A`, `${id}A`, '', 'true']) {
      expect(await site.dial(`sign-in=${changed}`)).toBe(401)
    }
    expect(await site.dial(`sign-in=${id}`)).toBe(101)
  })

  test('is out after signing out, and so is a copy of the cookie', async () => {
    await site.person.go(`${site.url}/`)
    const copy = site.person.cookies(site.url)
    expect(await (await site.person.once(`${site.url}/sign-out`)).text()).toContain(words('leave'))
    const out = await site.person.once(`${site.url}/sign-out`, 'POST')
    expect(await out.text()).toContain(words('left'))
    expect(site.person.cookies(site.url)).toBe('')
    expect(await site.dial(copy)).toBe(401)
  })

  test('is not signed out by a form of another site, which brings no cookie', async () => {
    const out = await fetch(`${site.url}/sign-out`, { method: 'POST' })
    expect(out.status).toBe(200)
    expect(out.headers.getSetCookie()).toEqual([])
  })

  test('has cookies that no script, no other site and no plain connection can have', async () => {
    site.anew({ PUBLIC_URL: 'https://handrail.example' })
    const response = await fetch(`${site.url}/sign-in`, { redirect: 'manual' })
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-sign-in-started=/)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=600']) {
      expect(cookie.split('; ')).toContain(part)
    }
    const to = new URL(response.headers.get('location') ?? '')
    expect(to.searchParams.get('redirect_uri')).toBe('https://handrail.example/sign-in/return')
  })
})
