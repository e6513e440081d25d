import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeAudit, knownAdvisories } from '../../../server/commands/judge-audit.ts'

// The answers are as npm 11 writes them: to a registry with one advisory, with none, and with no audits.

const advisory = {
  source: 1_100_000,
  name: 'ws',
  dependency: 'ws',
  title: 'A thing that is wrong',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  severity: 'high',
  cwe: ['CWE-400'],
  cvss: { score: 7.5, vectorString: 'CVSS:3.1/AV:N' },
  range: '<9.0.0',
}
const rest = { severity: 'high', isDirect: true, range: '*', fixAvailable: false }
const one = {
  auditReportVersion: 2,
  vulnerabilities: {
    ws: { name: 'ws', ...rest, via: [advisory], effects: ['wscat'], nodes: ['node_modules/ws'] },
    wscat: { name: 'wscat', ...rest, via: ['ws'], effects: [], nodes: ['node_modules/wscat'] },
  },
  metadata: { vulnerabilities: { high: 2, total: 2 }, dependencies: { prod: 3, total: 2 } },
}
const none = { ...one, vulnerabilities: {} }
const refused = {
  message: '405 Method Not Allowed - POST https://registry.test/-/npm/v1/security/advisories/bulk',
  method: 'POST',
  uri: 'https://registry.test/-/npm/v1/security/advisories/bulk',
  headers: { allow: ['GET,HEAD'] },
  statusCode: 405,
  body: '',
  error: { summary: '', detail: '' },
}
const unreachable = {
  message: 'request to https://registry.test/ failed, reason: connect ECONNREFUSED',
  error: { summary: '', detail: '' },
}
const noLock = {
  error: { code: 'ENOLOCK', summary: 'This command requires an existing lockfile.', detail: '' },
}

const today = '2026-11-22'
const known = (until: string, id = 'GHSA-aaaa-bbbb-cccc') => [
  { advisory: id, reason: 'It is in a tool that no request reaches.', until },
]

describe('an audit', () => {
  test('fails on an advisory, and names its package, how grave it is, and where it is told', () => {
    expect(judgeAudit(one, [], today)).toEqual({
      passed: false,
      lines: [
        'ws: high: GHSA-aaaa-bbbb-cccc: A thing that is wrong (https://github.com/advisories/GHSA-aaaa-bbbb-cccc)',
        '1 found, 0 known.',
      ],
    })
  })

  test('passes where there is none', () => {
    expect(judgeAudit(none, [], today)).toEqual({ passed: true, lines: ['0 found, 0 known.'] })
  })

  test('passes on one that is known, up to its day and no longer', () => {
    expect(judgeAudit(one, known(today), today)).toEqual({
      passed: true,
      lines: ['1 found, 1 known.'],
    })
    const { passed, lines } = judgeAudit(one, known('2026-11-21'), today)
    expect(passed).toBe(false)
    expect(lines).toContain('GHSA-aaaa-bbbb-cccc: it was to be looked at again by 2026-11-21.')
  })

  test('names what is known and nowhere any more', () => {
    const { passed, lines } = judgeAudit(none, known(today), today)
    expect(passed).toBe(true)
    expect(lines[0]).toMatch(/^GHSA-aaaa-bbbb-cccc: nothing here has it any more/)
  })

  test('is let off by a known one for no other', () => {
    expect(judgeAudit(one, known(today, 'GHSA-dddd-eeee-ffff'), today).passed).toBe(false)
  })

  test.each([
    [refused, 'NOT AUDITED: the registry does not answer audits (405).'],
    [unreachable, 'NOT AUDITED: the registry does not answer audits.'],
  ])('passes where the registry answers none, and says so', (answer, said) => {
    expect(judgeAudit(answer, [], today)).toEqual({ passed: true, lines: [said] })
    expect(judgeAudit(answer, known('2026-11-21'), today).passed).toBe(false)
  })

  test.each([[noLock], [null], [{}]])('fails where npm could not ask', (answer) => {
    expect(judgeAudit(answer, [], today).passed).toBe(false)
  })

  test('has a list of what is known that can be read', () => {
    const list = readFileSync(
      join(import.meta.dirname, '../../../.ci/known-advisories.json'),
      'utf8',
    )
    expect(knownAdvisories.safeParse(JSON.parse(list)).success).toBe(true)
  })
})
