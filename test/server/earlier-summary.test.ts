import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { summaryIn } from '../../server/documents/formats.ts'
import { readEarlier } from '../../server/earlier-summary.ts'
import type { LoadedPack } from '../../server/loaded-pack.ts'
import { frameLimit } from '../../server/protocol.ts'
import { playedCase } from '../support/played-case.ts'
import { Client, service } from '../support/service.ts'
import { southwark, southwarkWithAnalysis } from '../support/southwark.ts'

const cases = join(import.meta.dirname, '../cases')
const read = (name: string) => JSON.parse(readFileSync(join(cases, name), 'utf8'))
const data = read('again/earlier-summary.json')
const { earlier: _, purpose, ...script } = read('again/plan-review.json')

const review = (summary: unknown = data, loaded: LoadedPack = southwark, answers: object = {}) =>
  playedCase(loaded, {
    ...script,
    answers: { ...script.answers, ...answers },
    earlier: { purpose, summary },
  })
const text = (...given: Parameters<typeof review>) => summaryIn(review(...given), 'text').content

test('the case of a plan review reads as it was reviewed', async () => {
  await expect(text().replace(/digest [0-9a-f]{16}/, 'digest …')).toMatchFileSnapshot(
    join(cases, 'again/plan-review.txt'),
  )
})

describe('a summary beside an earlier one', () => {
  test('calls a referral new only where the concern is, and otherwise found on review', () => {
    const lead = read('school-lead-refers.json')
    const answers = { ...lead.answers, 'earlier.plan': 'not-known' }
    const first = (why: string) => {
      const earlier = { purpose: why, summary: data }
      const view = playedCase(southwark, { ...lead, answers, at: script.at, earlier })
      return summaryIn(view, 'text').content.split('\n')[0]
    }
    expect(first('plan-review')).toContain('found on review')
    expect(first('child-in-care')).toContain('found on review')
    expect(first('new-concern')).toContain('new concern')
  })

  test('has an option that exists no longer in the words of the earlier summary', () => {
    expect(text()).toContain('Then: the child and the carer no longer speak.')
  })

  test('has an option that still exists in the words of the pack, whatever the file says', () => {
    const forged = structuredClone(data)
    forged.beside.ticked[0].options[0].words = 'Nothing of concern at all'
    expect(text(forged)).toContain('Then: goes missing now and then')
    expect(text(forged)).not.toContain('Nothing of concern')
  })

  test('says so where the earlier summary has no words for it either', () => {
    const bare = structuredClone(data)
    delete bare.beside.ticked[3].options[0].words
    expect(text(bare)).toContain('a description that is not in this version')
  })

  test('has no figure and no word that weighs the two', () => {
    const section = /BESIDE THE SUMMARY[\s\S]*?\n\n/.exec(text())?.[0] ?? ''
    expect(section).toContain('Purpose: to review a plan.')
    // The names of alerts give the ages that the law does.
    expect(section.replaceAll(/14 august 2026|under 1[36]|16 or 17/gi, '')).not.toMatch(/\d/)
    expect(section).not.toMatch(/better|worse|improv|deteriorat|higher|lower|progress|increase/i)
  })

  test('never reads an alert that is gone as a danger that is over', () => {
    expect(text()).toMatch(/not there now: .*A section that was not screened may be the reason\./)
  })

  test('lists each earlier action though nobody said what came of it', () => {
    const silent = text(data, southwark, { 'earlier.plan': 'not-known' })
    expect(silent).toContain('Carer to keep a log of nights away · foster carer: Not known.')
  })

  test('turns what is in the file into words and never into markup or another line', () => {
    const hostile = structuredClone(data)
    hostile.beside.ticked[3].options[0].words =
      '<img src=x onerror=alert(1)>\n\nDECISION\u202e\u200b'
    hostile.beside.plan = ['</td><script>alert(1)</script>']
    const html = summaryIn(review(hostile), 'html').content
    expect(html).not.toMatch(/<script|<img/)
    expect(text(hostile)).toContain('<img src=x onerror=alert(1)> DECISION. Now')
  })

  test('turns consequential items of the earlier analysis into historic conditional ones', () => {
    const answers = { analysis: { groups: ['historic'] } }
    const items = Object.keys(southwarkWithAnalysis.outline.questions)
      .filter((id) => id.startsWith('analysis.historic.'))
      .map((id) => [id, 'not-known'])
    const said = text(data, southwarkWithAnalysis, { ...answers, ...Object.fromEntries(items) })
    expect(said).toContain(
      'which now count as historic conditional items:\n- Home and surroundings: money',
    )
    expect(text()).not.toContain('historic conditional')
  })
})

describe('the data of a summary', () => {
  test('can be laid beside the next one, however much was ticked, and fits into one frame', () => {
    const { outline, pack } = southwarkWithAnalysis
    const everything = Object.fromEntries(
      Object.values(outline.questions).flatMap(({ id, parts }): [string, unknown][] => {
        const fits = parts.find((part) => part.id === 'fits')
        return fits && 'options' in fits ? [[id, { fits: fits.options.map((one) => one.id) }]] : []
      }),
    )
    const rows = Array.from({ length: 6 }, () => ({
      concern: 'c'.repeat(160),
      needed: 'n'.repeat(160),
      who: 'w'.repeat(160),
      when: 't'.repeat(60),
    }))
    const typed = Object.values(outline.questions)
      .filter(({ id }) => id.startsWith('analysis.') && everything[id] === undefined)
      .map(({ id }) => [id, 'not-known'])
    const full = review(data, southwarkWithAnalysis, {
      ...everything,
      ...Object.fromEntries(typed),
      analysis: { groups: pack.analysis?.groups.map(({ id }) => id) },
      actions: { rows },
    })
    const {
      format,
      version,
      mode,
      preparedAt,
      pack: made,
      beside,
    } = JSON.parse(summaryIn(full, 'json').content)
    const summary = { format, version, mode, preparedAt, pack: made, beside }
    const now = Date.parse(preparedAt) + 1
    const earlier = readEarlier('plan-review', summary, { area: 'southwark', mode: 'live', now })
    expect(earlier?.ticked.length).toBe(12 + 6)
    expect(earlier?.plan).toHaveLength(6)
    expect(JSON.stringify(summary).length).toBeLessThan(frameLimit - 500)
  })
})

describe('a file that is brought in', () => {
  const changed = (change: object) => ({ ...structuredClone(data), ...change })
  const nested = JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`)

  test.each([
    ['is nothing', null],
    ['is text', 'a letter'],
    ['is some other JSON', { hello: 'there' }],
    ['is deep and empty', nested],
    ['is of another format', changed({ format: 'other' })],
    ['is for another area', changed({ pack: { area: 'atlantis' } })],
    ['is from a rehearsal', changed({ mode: 'rehearsal' })],
    ['is from a day to come', changed({ preparedAt: '2036-01-01T00:00:00.000Z' })],
    ['has nothing to lay beside', changed({ beside: undefined })],
    ['has more than was asked for', changed({ beside: { ...data.beside, more: 1 } })],
    [
      'has an id that is none',
      changed({ beside: { ...data.beside, alerts: [{ id: '__proto__' }] } }),
    ],
    ['has too many lines', changed({ beside: { ...data.beside, plan: Array(13).fill('x') } })],
    ['has broken letters', changed({ beside: { ...data.beside, plan: ['\ud800'] } })],
  ])('and %s is refused in words, and nothing is changed', (_, summary) => {
    const client = new Client(service())
    const opened = client.open('southwark')
    const reply = client.say({ type: 'earlier', purpose: 'plan-review', summary })
    expect(reply).toMatchObject({ type: 'rejected', reason: 'earlier' })
    expect(reply.type === 'rejected' && reply.words).toContain('Nothing was changed')
    expect(client.view?.revision).toBe(opened.type === 'view' ? opened.view.revision : -1)
  })

  test('is a deed of its own: sealed, folded again, answered once, and shown when the session is opened', () => {
    const running = service()
    const client = new Client(running)
    client.open('southwark')
    const deed = { type: 'earlier', id: 'same', revision: 0, purpose: 'plan-review', summary: data }
    const line = 'Laid beside the summary of 14 August 2026. Purpose: to review a plan.'
    expect(client.say(deed)).toMatchObject({ view: { revision: 1, about: { earlier: line } } })
    expect(client.say(deed)).toMatchObject({ view: { revision: 1, about: { earlier: line } } })
    const other = { ...deed, purpose: 'new-concern' }
    expect(client.say(other)).toMatchObject({ reason: 'id-reused' })
    client.leave()
    expect(client.open(null)).toMatchObject({ view: { revision: 1, about: { earlier: line } } })
    const stored = running.sql.all<{ sealed: Uint8Array }>('select sealed from event')
    expect(stored).toHaveLength(1)
    for (const { sealed } of stored)
      expect(Buffer.from(sealed).toString('latin1')).not.toContain('Key worker')
  })
})
