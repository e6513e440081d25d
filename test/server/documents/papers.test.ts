import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { paperIn } from '../../../server/documents/formats.ts'
import { loadPack } from '../../../server/loaded-pack.ts'
import { play } from '../../../server/play.ts'
import { Client, friday, service, sessionOf } from '../../support/service.ts'
import { southwark } from '../../support/southwark.ts'

const cases = join(import.meta.dirname, '../../cases')
const read = (name: string) => JSON.parse(readFileSync(join(cases, name), 'utf8'))
const papers = ['call-sheet', 'note'] as const
const formats = ['text', 'html', 'page', 'json'] as const

type Script = { answers: object; mode?: string; then?: { change: string; to: unknown }[] }

/** Plays a case to its end; the papers are written from the view given. */
function caseOf({ answers, mode, then = [] }: Script, at = friday) {
  const client = new Client(service())
  client.open('southwark', mode ? { mode } : {})
  const played = play(sessionOf(client), { answers: { ...answers }, then }, at)
  if (!('view' in played)) throw new Error(JSON.stringify(played))
  return { client, view: sessionOf(client).caseView(at, true) }
}

const textOf = (script: Script, paper: (typeof papers)[number], at?: number) =>
  paperIn(caseOf(script, at).view, paper, 'text')?.content ?? ''

describe('the papers of each consultation under test/cases', () => {
  const consulted = readdirSync(cases).filter((name) => /^health.*\.json$/.test(name))

  test.each(consulted.flatMap((name) => papers.map((paper) => [name, paper] as const)))(
    '%s: the %s reads as it was reviewed',
    async (name, paper) => {
      const script = read(name)
      const text = textOf(script, paper, Date.parse(script.at))
      await expect(text.replace(/digest [0-9a-f]{16}/, 'digest …')).toMatchFileSnapshot(
        join(cases, name.replace('.json', `.${paper}.txt`)),
      )
    },
  )
})

describe('a paper of a consultation', () => {
  test('holds no field that identifies the child, though the decision is to refer', () => {
    const script = read('school-lead-refers.json')
    const { view } = caseOf({
      ...script,
      answers: { ...script.answers, consultation: { consulted: 'advised' } },
    })
    expect(view.decision).toBe('refer')
    for (const paper of papers) {
      for (const format of formats) {
        const content = paperIn(view, paper, format)?.content ?? ''
        expect(content.length).toBeGreaterThan(500)
        for (const { words = '' } of southwark.question('child').parts)
          expect(content, format).not.toContain(words)
        expect(content, format).not.toMatch(/2011-03-02|2 March 2011|year 10/)
        expect(content, format).not.toContain('A friend in the year below')
      }
    }
  })

  test('is made for the asking over the socket, under a name that says nothing', () => {
    const { client } = caseOf(read('health-practitioner-advised.json'))
    for (const paper of papers) {
      const reply = client.say({ type: 'document', format: 'text', paper, revision: undefined })
      expect(reply).toMatchObject({ type: 'document', format: 'text' })
      expect(reply.type === 'document' && reply.name).toMatch(
        new RegExp(`^${paper}-\\d{4}-\\d\\d-\\d\\d\\.txt$`),
      )
    }
  })

  test('is neither offered nor made where the area has no words for it', () => {
    const { consultation: _, ...files } = JSON.parse(southwark.files)
    const reading = loadPack({ digest: 'other', files: JSON.stringify(files) })
    if (!('loaded' in reading)) throw new Error(JSON.stringify(reading))
    const { view } = caseOf(read('health-practitioner-advised.json'))
    const bare = { ...view, pack: reading.loaded.pack }
    for (const paper of papers) expect(paperIn(bare, paper, 'text')).toBeNull()
  })

  test('of a rehearsal is stamped as training', () => {
    for (const paper of papers) {
      const text = textOf({ ...read('health-practitioner-advised.json'), mode: 'rehearsal' }, paper)
      expect(text).toContain('This is a rehearsal about a fictional child.')
    }
  })

  test('of the call gives each thing to say, to ask and to leave out, with its source', () => {
    const text = textOf(read('health-practitioner-consults.json'), 'call-sheet')
    for (const list of ['call', 'say', 'ask', 'avoid', 'write'] as const) {
      for (const { words } of southwark.pack.consultation?.[list] ?? []) {
        expect(text).toMatch(new RegExp(`- ${words.replace(/[.?]/g, '\\$&')} \\(\\w+`))
      }
    }
  })

  test('of the record says who advised what and when, or that it is not known', () => {
    const script = read('health-practitioner-advised.json')
    const told = textOf(script, 'note')
    expect(told).toContain('Advice given by: Duty social worker D.\n')
    expect(told).toContain('When: 5 June, 15:40.')
    expect(told).toContain('Screen at the next visit')
    const [first] = script.then
    const bare = [first, { change: 'consultation', to: { consulted: 'advised' } }]
    expect(textOf({ ...script, then: bare }, 'note')).toMatch(
      /Advice given by: Not known\.\n- When: Not known\.\nWhat was advised is not recorded\./,
    )
    expect(textOf({ ...script, then: [] }, 'note')).toContain('Not consulted yet.')
  })
})
