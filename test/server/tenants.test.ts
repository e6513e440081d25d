import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { ownerIn, readTenants } from '../../server/tenants.ts'

const school = { id: 'elm-school', origins: ['https://intranet.school.test'] }
const read = (list: unknown) => readTenants(JSON.stringify(list), ['southwark', 'pan-dorset'])

describe('the organisations that show the page inside their own', () => {
  test('offer every area, and are named by their id, where nothing else is said', () => {
    expect(read([school])).toEqual({
      tenants: [{ ...school, areas: ['southwark', 'pan-dorset'], token: 'elm-school' }],
    })
  })

  test('may have areas and a token of their own', () => {
    const tenant = { ...school, areas: ['southwark'], token: 'k3xw-9q' }
    expect(read([tenant])).toEqual({ tenants: [tenant] })
  })

  const token = { ...school, id: 'other', token: 'elm-school' }
  test.each([
    ['no list at all', 'nonsense', 'TENANTS: '],
    ['a setting with a slip in its name', [{ ...school, orgins: [] }], 'TENANTS[0]: '],
    ['no origin', [{ ...school, origins: [] }], 'TENANTS[0].origins: name at least one origin.'],
    ['an area that is not there', [{ ...school, areas: ['mars'] }], 'TENANTS[0].areas: '],
    ['an id that another has', [school, school], 'TENANTS[1].id: another has elm-school already.'],
    ['a token that is another’s id', [school, token], 'TENANTS[1].token: another has '],
    ['an id with a space', [{ ...school, id: 'elm school' }], 'TENANTS[0].id: an id is 3 to 64'],
  ])('are refused, with the place, for %s', (_, list, said) => {
    const reading = read(list)
    expect('faults' in reading && reading.faults.some((fault) => fault.startsWith(said))).toBe(true)
  })

  test.each([
    'http://intranet.school.test',
    'https://intranet.school.test/',
    'https://intranet.school.test:443',
    'https://*.school.test',
    'https://a.test;script-src',
    'https://a.test https://b.test',
    'https://Intranet.school.test',
    'intranet.school.test',
    'null',
    '*',
    "'self'",
  ])('are refused for an origin such as %s', (origin) => {
    expect(read([{ ...school, origins: [origin] }])).toEqual({
      faults: [expect.stringMatching(/^TENANTS\[0\]\.origins\[0\]: this is not an origin/)],
    })
  })

  test.each(['https://a.test:8443', 'http://localhost:3000', 'http://127.0.0.1:3000'])(
    'are taken with an origin such as %s',
    (origin) => {
      expect(read([{ ...school, origins: [origin] }])).toMatchObject({ tenants: [{}] })
    },
  )
})

describe('whose page a socket serves', () => {
  const app = new Hono().get('/ws', (c) =>
    c.text(ownerIn([{ ...school, areas: [], token: 'k3xw-9q' }])(c)),
  )
  const owner = async (path: string, headers = {}) =>
    (await app.request(path, { headers: { origin: 'https://h.test', ...headers } })).text()

  test('is the tenant it names, and the origin where it names none that is known', async () => {
    expect(await owner('/ws?tenant=k3xw-9q')).toBe('elm-school')
    expect(await owner('/ws?tenant=elm-school')).toBe('https://h.test')
    expect(await owner('/ws')).toBe('https://h.test')
  })
})
