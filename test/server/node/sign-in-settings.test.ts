import { describe, expect, test } from 'vitest'
import { signInSettings } from '../../../server/node/sign-in-settings.ts'
import { environment } from '../../support/behind-sign-in.ts'

const whole = (changes: Record<string, string> = {}) => ({
  ...environment('https://id.example/a', 'https://handrail.example/'),
  ...changes,
})

describe('the settings of sign-in', () => {
  const faults = (env: Record<string, string>) => {
    const reading = signInSettings(env)
    return reading && 'faults' in reading ? reading.faults.map((fault) => fault.split(':')[0]) : []
  }
  const without = (name: string) =>
    Object.fromEntries(Object.entries(whole()).filter(([key]) => key !== name))

  test('are off where none is set, or only the address of the service', () => {
    expect(signInSettings({})).toBeNull()
    expect(signInSettings({ OIDC_ISSUER: '', PUBLIC_URL: 'https://handrail.example' })).toBeNull()
  })

  test('are whole with four, and have a scope and hours of their own', () => {
    expect(signInSettings(whole())).toMatchObject({
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
    expect(faults(whole({ [name]: value }))).toEqual([name]),
  )
})
