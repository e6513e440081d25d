import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { environment } from '../../support/behind-sign-in.ts'
import { Browsing } from '../../support/browsing.ts'
import { account, client, IdentityProvider } from '../../support/identity-provider.ts'
import { Served } from '../../support/served.ts'

describe('the service as a process', () => {
  test('does not start on half of what sign-in needs, and says what is missing', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../../server/node.ts')],
      { env: { ...process.env, OIDC_ISSUER: 'https://id.example' }, encoding: 'utf8' },
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
    const person = new Browsing()
    const served = await Served.start()
    const own = await IdentityProvider.start(`${served.url}/sign-in/return`)
    try {
      const env = environment(own.url, served.url)
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
