import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from '../../support/run-program.ts'
import { areasFolder } from '../../support/southwark.ts'

const root = join(import.meta.dirname, '../../..')
const cases = join(root, 'test/cases')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs one of the server's programs to its end. */
const run = (program: string, args: string[], env: Record<string, string> = {}) =>
  runProgram(process.execPath, [join(root, 'server', program), ...args], env)

/** Southwark's folder with one of its files changed. */
function brokenPack(name: string, change: (text: string) => string): string {
  const areas = mkdtempSync(join(folder, 'areas-'))
  cpSync(join(areasFolder, 'southwark'), join(areas, 'southwark'), { recursive: true })
  const file = join(areas, 'southwark', name)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  return areas
}

function script(change: (script: Record<string, Record<string, unknown>>) => void): string {
  const text = JSON.parse(readFileSync(join(cases, 'school-lead-refers.json'), 'utf8'))
  change(text)
  const file = join(folder, `case-${Math.random()}.json`)
  writeFileSync(file, JSON.stringify(text))
  return file
}

const consult = (...args: string[]) => run('commands/consult.ts', args)

describe('consult', () => {
  test('writes the summary of a case in each format', async () => {
    const file = join(cases, 'school-lead-refers.json')
    const text = await consult('--area', 'southwark', '--script', file)
    expect(text).toMatchObject({ code: 0 })
    expect(text.out).toMatch(/^CONFIDENTIAL · Referral to Southwark MASH/)
    const out = join(folder, 'summary.html')
    expect(await consult('--script', file, '--format', 'html', '--out', out)).toMatchObject({
      code: 0,
      out: '',
    })
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>/)
    const json = await consult('--script', file, '--format', 'json')
    expect(JSON.parse(json.out)).toMatchObject({ format: 'handrail-summary', kind: 'refer' })
  })

  test('prints the pending question and exits 3 where the script has no answer to it', async () => {
    const file = script(({ answers = {} }) => {
      delete answers.consent
    })
    const { code, err } = await consult('--script', file)
    expect(code).toBe(3)
    expect(err).toBe('consent: What is agreed, and on what basis is information shared?\n')
  })

  test.each([
    ['an answer that is not among the options', 'answers.age', { answers: { age: '41' } }],
    ['a question the area does not have', 'answers.aeg', { answers: { aeg: '15' } }],
    ['an area there is no content for', 'area', { area: 'atlantis' }],
    ['something that is no part of a script', 'extra', { extra: 1 }],
    [
      'a change to a question that was never asked',
      'then.0.change',
      { then: [{ change: 'not-now', to: 'x' }] },
    ],
  ])('exits 2 on %s, and says where', async (_, where, change) => {
    const file = script((text) => {
      const { answers, ...rest } = change as { answers?: object }
      Object.assign(text, rest)
      Object.assign(text.answers ?? {}, answers)
    })
    const { code, err } = await consult('--script', file)
    expect(code).toBe(2)
    expect(err).toContain(`${file}: `)
    expect(err).toContain(where)
  })

  test('lays a case beside the earlier summary it names, and exits 2 where that is none', async () => {
    const file = join(cases, 'again/plan-review.json')
    const beside = await consult('--script', file)
    expect(beside).toMatchObject({ code: 0 })
    expect(beside.out).toContain('Laid beside the summary of 14 August 2026.')
    const other = join(folder, 'other.json')
    const text = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(other, JSON.stringify({ ...text, earlier: { format: 'other' } }))
    expect(await consult('--script', other)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${other}: earlier: This file cannot be used here`),
    })
  })

  describe('on a case without identity', () => {
    const base = JSON.parse(
      readFileSync(join(cases, 'health-practitioner-advised.json'), 'utf8'),
    ) as { answers: { concern: unknown } }
    const planted = 'Ring 07700 900123. Deputy Head Dee Sample was told.'
    const written = (more: object) => {
      const file = join(folder, `case-${Math.random()}.json`)
      const answers = { ...base.answers, concern: planted, wishes: planted }
      writeFileSync(file, JSON.stringify({ ...base, answers, ...more }))
      return file
    }

    test('exits 2 on what may say who the child is, by the field and its kind and never its words', async () => {
      for (const more of [[], ['--paper', 'call-sheet'], ['--paper', 'note', '--format', 'json']]) {
        const { code, err, out } = await consult('--script', written({}), ...more)
        expect([code, out]).toEqual([2, ''])
        expect(err).toContain('concern.words: this may be a phone number.')
        expect(err).toContain('concern.words: this may be a name.')
        expect(err).not.toMatch(/07700|Dee/)
      }
    })

    test('writes it, and a paper of it, once the script confirms what is not the child’s', async () => {
      const confirmed = { 'concern.words': ['07700 900123', 'Dee Sample'] }
      const note = await consult('--script', written({ confirmed }), '--paper', 'note')
      expect(note).toMatchObject({ code: 0 })
      expect(note.out).toContain('CONFIDENTIAL · Note for the record')
      expect(note.out).toContain('Ring 07700 900123.')
    })

    test('exits 2 on words to confirm that are not there, and on a paper there is not', async () => {
      const confirmed = { 'concern.words': ['07700 900123', 'Shanice Sample'] }
      const { code, err } = await consult('--script', written({ confirmed }))
      expect(code).toBe(2)
      expect(err).toContain('confirmed.concern.words.1: ')
      expect(err).not.toContain('Shanice')
      expect(await consult('--script', written({}), '--paper', 'stone')).toMatchObject({ code: 2 })
    })
  })

  test('exits 2 on a file that is not there or holds no JSON', async () => {
    expect(await consult('--script', join(folder, 'nowhere.json'))).toMatchObject({ code: 2 })
    expect(await consult('--script', join(cases, '../vitest.config.ts'))).toMatchObject({ code: 2 })
    expect(await consult()).toMatchObject({ code: 2 })
    expect(
      await consult('--script', join(cases, 'school-lead-refers.json'), '--format', 'stone'),
    ).toMatchObject({ code: 2 })
  })
})

describe('content:check', () => {
  const check = (...args: string[]) => run('commands/content-check.ts', args)

  test('says that the content is sound, and which contacts are old', async () => {
    const { code, out } = await check()
    expect(code).toBe(0)
    expect(out).toContain('note: southwark/contacts.json: mash: last checked 2015-07')
    expect(out).toContain('1 sound: southwark')
  })

  test.each([
    [
      'words that are missing',
      'route.json',
      (s: string) => s.replace('"What is feared"', '""'),
      'route.json: questions.5.short: words are missing',
    ],
    [
      'words that are missing from the structured analysis, though nobody uses it',
      'analysis.json',
      (s: string) => s.replace('"title": "Structured analysis"', '"title": ""'),
      'analysis.json: title: words are missing',
    ],
    [
      'a source that is none',
      'alerts.json',
      (s: string) => s.replace('"southwark:5"', '"five"'),
      'alerts.json: alerts.0.source.0',
    ],
    [
      'a question nothing asks',
      'route.json',
      (s: string) => s.replace('"id": "wishes"', '"id": "hopes"'),
      'nothing ever asks for "hopes"',
    ],
    [
      'a question nobody has words for',
      'route.json',
      (s: string) => s.replace('"id": "wishes"', '"id": "hopes"'),
      '"wishes" is missing',
    ],
    [
      'an id used twice',
      'screening.json',
      (s: string) => s.replace('"id": "late"', '"id": "none"'),
      'the id "none" is used twice',
    ],
    [
      'a reference that leads nowhere',
      'contacts.json',
      (s: string) => s.replace('"id": "mash"', '"id": "hub"'),
      '"mash" is missing',
    ],
    [
      'a probe that nothing ticks',
      'screening.json',
      (s: string) => s.replaceAll('"probes": ["withdrawn"]', '"probes": ["habit"]'),
      'nothing ever asks for "withdrawn"',
    ],
    [
      'an alert without words',
      'alerts.json',
      (s: string) => s.replace('"id": "exchange"', '"id": "barter"'),
      '"exchange" is missing',
    ],
    [
      'a mark no rule knows',
      'screening.json',
      (s: string) => s.replace('"serious-self-harm"]', '"grave"]'),
      'no rule knows the mark "grave"',
    ],
    [
      'an option a rule relies on',
      'route.json',
      (s: string) => s.replace('"id": "not-sought"', '"id": "unasked"'),
      '"not-sought" is missing',
    ],
    [
      'an option that only a document names',
      'route.json',
      (s: string) => s.replace('"id": "mine"', '"id": "ours"'),
      'route.json: questions.disagreement: "mine" is missing',
    ],
    [
      'a part that a summary reads',
      'route.json',
      (s: string) => s.replace('"id": "reasons"', '"id": "grounds"'),
      'route.json: questions.not-now.parts.reasons: this part is missing',
    ],
    [
      'a part about the child that would not be withheld',
      'route.json',
      (s: string) => s.replaceAll(/,\s*"identifies": true/g, ''),
      'route.json: questions.child.parts.name: this part must be marked as identifying the child',
    ],
    [
      'a change since the protocol that names no authority',
      'since.json',
      (s: string) => s.replace(/"authority": "Department for Education, Child[^"]*",/, ''),
      'since.json: items.0.authority: the authority is missing',
    ],
    [
      'a change to what neither the protocol nor the pack has',
      'since.json',
      (s: string) => s.replace('"southwark:2.1"', '"southwark:2.11"'),
      'southwark/since.json: items.0.touches.0: nothing is known as "southwark:2.11"',
    ],
    [
      'a change that is to stand open at no question',
      'since.json',
      (s: string) => s.replace('"open": ["consent"]', '"open": ["agreement"]'),
      'southwark/since.json: items.1.open.0: there is no question "agreement"',
    ],
    [
      'a file that is no JSON',
      'timeline.json',
      (s: string) => s.slice(10),
      'timeline.json: this is not readable as JSON',
    ],
  ])('names %s by file and path', async (_, name, change, said) => {
    const { code, out } = await check(join(brokenPack(name, change), 'southwark'))
    expect(out).toContain(said)
    expect(code).toBe(1)
  })

  test('notes a change since the protocol that nobody looked at for a year, and fails nothing', async () => {
    const stale = 'note: southwark/since.json: sharing: last checked 2024-05-31'
    expect((await check()).out).not.toContain('southwark/since.json')
    const areas = brokenPack('since.json', (text) => {
      const { words, items } = JSON.parse(text)
      items.find(({ id }: { id: string }) => id === 'sharing').checked = '2024-05-31'
      return JSON.stringify({ words, items })
    })
    const { code, out } = await check(areas)
    expect(out).toContain(stale)
    expect(code).toBe(0)
  })

  test('with --coverage finds a place or a reason for all that the protocol says, and its page current', async () => {
    const { code, out } = await check('--coverage')
    expect(out).toContain('1 sound: southwark')
    expect(code).toBe(0)
  })

  test('with --coverage fails on a gap, on a source the protocol does not have, and on an old page', async () => {
    const areas = brokenPack('timeline.json', (text) =>
      text.replace('"southwark:7.8"', '"southwark:77.8"'),
    )
    const { code, out } = await check('--coverage', areas)
    expect(out).toContain(
      'southwark:7.8.police: this has neither a place in the content nor a reason',
    )
    expect(out).toContain('the document has no southwark:77.8 (timeline.json: open-case-told)')
    expect(out).toContain('docs/coverage.md: it is not current')
    expect(out).not.toContain('docs/sign-off.md')
    expect(code).toBe(1)
  })

  test('with --coverage fails on a page for sign-off that is not what the content says', async () => {
    const areas = brokenPack('notices.json', (text) =>
      text.replace('adult safeguarding team', 'team'),
    )
    const { code, out } = await check('--coverage', areas)
    expect(out).toContain('docs/sign-off.md: it is not current: --write')
    expect(out).not.toContain('docs/coverage.md')
    expect(code).toBe(1)
  })

  test('says so where there is no such folder', async () => {
    expect(await check(join(folder, 'nowhere'))).toMatchObject({ code: 1 })
  })
})

describe('the service', () => {
  test.each([
    ['a port that is none', { PORT: 'abc' }, 'PORT: this is not a port number.'],
    [
      'content that is not there',
      { CONTENT_DIR: '/nowhere' },
      'CONTENT_DIR: there is no readable folder at /nowhere.',
    ],
    [
      'a list of tenants that is not there',
      { TENANTS: '/nowhere.json' },
      'TENANTS: the file /nowhere.json could not be opened (ENOENT).',
    ],
    [
      'a list of tenants that is none',
      { TENANTS: join(root, 'package.json') },
      'TENANTS: this is not a list in JSON.',
    ],
    [
      'a data folder that cannot be',
      { DATA_DIR: '/dev/null/data' },
      'DATA_DIR: the folder /dev/null/data could not be opened (ENOTDIR).',
    ],
  ])('does not start on %s, and says so in a sentence', async (_, env, said) => {
    const { code, err } = await run('node.ts', [], {
      DATA_DIR: join(folder, 'd'),
      PORT: '0',
      ...env,
    })
    expect(code).toBe(1)
    expect(err).toBe(`${said}\nHandrail did not start. Nothing was changed.\n`)
  })

  test('does not start on a database of the version before it was sealed, and says so', async () => {
    const data = join(folder, 'unsealed')
    mkdirSync(data)
    const db = new DatabaseSync(join(data, 'handrail.sqlite'))
    db.exec('create table event (session text, deed text)')
    db.close()
    const { code, err } = await run('node.ts', [], { DATA_DIR: data, PORT: '0' })
    expect(code).toBe(1)
    expect(err).toContain('is of version 0.1.0, which is not read. Delete it.')
  })

  test('does not start on a pack with a fault, and says file, path and reason', async () => {
    const areas = brokenPack('route.json', (text) => text.replace('"What is feared"', '""'))
    const data = join(folder, 'data')
    const { code, err } = await run('node.ts', [], {
      CONTENT_DIR: areas,
      DATA_DIR: data,
      PORT: '0',
    })
    expect(code).toBe(1)
    expect(err).toContain(
      `${join(areas, 'southwark', 'route.json')}: questions.5.short: words are missing`,
    )
  })
})
