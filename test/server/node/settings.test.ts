import { describe, expect, test } from 'vitest'
import { readSettings } from '../../../server/node/settings.ts'

const settings = (env: Record<string, string> = {}) => {
  const reading = readSettings(env)
  if ('faults' in reading) throw new Error(reading.faults.join(' '))
  return reading
}

describe('what a deployer decides', () => {
  test('is safe when nothing is said', () => {
    expect(settings()).toMatchObject({
      port: 8787,
      hostname: '127.0.0.1',
      dataDir: 'data',
      keyDir: 'data-keys',
      metricsPort: null,
      trustProxy: false,
      retention: { kept: 72 * 3_600_000, handedOver: 1_800_000, idle: 300_000 },
      origins: ['http://localhost:8787', 'http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    })
  })

  test('keeps the keys out of the folder of the database', () => {
    expect(settings({ DATA_DIR: '/srv/data/' }).keyDir).toBe('/srv/data-keys')
    expect(settings({ KEY_DIR: '/srv/keys' }).keyDir).toBe('/srv/keys')
  })

  test('makes no backups unless a folder for them is named, and then one an hour', () => {
    expect(settings({ BACKUP_MINUTES: '5' }).backup).toBeNull()
    expect(settings({ BACKUP_DIR: '/srv/backup' }).backup).toEqual({
      folder: '/srv/backup',
      every: 3_600_000,
    })
  })

  test('allows the pages of the public address, and of those that are named', () => {
    const given = { PUBLIC_URL: 'https://h.test/', ORIGINS: 'https://a.test, https://b.test' }
    expect(settings(given).origins).toEqual(['https://h.test', 'https://a.test', 'https://b.test'])
  })

  test('has the narrowest limit for a session, and room for a training room behind one address', () => {
    const { messages, openings } = settings().allowances
    for (const by of [messages, openings]) {
      expect(by.session.burst).toBeLessThan(by.address.burst)
      expect(by.address.burst).toBeLessThanOrEqual(by.tenant.burst)
    }
    expect(openings.address.burst).toBeGreaterThanOrEqual(200)
  })

  test.each([
    ['PORT', 'abc', 'PORT: this is not a port number.'],
    ['RETENTION_HOURS', '0', 'RETENTION_HOURS: this should be a number from 0.001 to 744.'],
    ['LOCK_MINUTES', 'soon', 'LOCK_MINUTES: this should be a number from 0.01 to 60.'],
    ['PUBLIC_URL', 'handrail', 'PUBLIC_URL: this is not an http or https address.'],
    ['TRUST_PROXY', 'perhaps', 'TRUST_PROXY: this is yes or no.'],
  ])('that is wrong is said in a sentence: %s', (name, value, said) => {
    expect(readSettings({ [name]: value })).toEqual({ faults: [said] })
  })

  test('that is left empty is as if it were not there', () => {
    expect(settings({ PORT: '', METRICS_PORT: '' })).toMatchObject({
      port: 8787,
      metricsPort: null,
    })
  })
})
