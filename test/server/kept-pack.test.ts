import { expect, test } from 'vitest'
import { readPack } from '../../content/read-pack.ts'
import { summaryIn } from '../../server/documents/formats.ts'
import { digestOf, loadKeptPack, loadPack } from '../../server/loaded-pack.ts'
import { Client, friday, service, sessionOf } from '../support/service.ts'
import { southwark } from '../support/southwark.ts'

/** What a pack held before looked-after children, disagreement and the rest were thought of. */
function earlierFiles(): string {
  const files = JSON.parse(southwark.files)
  const since = [
    'disagreement',
    'not-taken-on',
    'complex',
    'looked-after',
    'placement.children',
    'placement.safety',
    'placement.parents',
    'placement.parents-reason',
    'aims',
    'review',
    'consent.way',
  ]
  files.route.questions = files.route.questions.filter(
    ({ id }: { id: string }) => !since.includes(id),
  )
  for (const part of ['agenda', 'outcomes', 'oversight', 'calendar']) delete files.timeline[part]
  for (const word of ['agenda', 'differ', 'looked-after', 'open-case', 'next.if-now'])
    delete files.documents.words[word]
  files.notices.notices = files.notices.notices.filter(
    ({ id }: { id: string }) => id !== 'tool-must-be-complete',
  )
  return JSON.stringify(files)
}

test('a conversation that began on a pack without the newer questions is opened and finished on it', async () => {
  const files = earlierFiles()
  const text = { files, digest: await digestOf(files) }
  const kept = loadKeptPack(text)
  if ('faults' in kept) throw new Error(JSON.stringify(kept.faults))
  const begun = new Client(service({ packs: [kept.loaded] }))
  begun.open()
  begun.answer('danger', 'no')
  begun.answer('role', 'social-worker')
  begun.answer('practitioner', 'not-known')

  const back = new Client(service({ ...begun.service, packs: [southwark] }), begun.ring)
  expect(back.open(null)).toMatchObject({ type: 'view' })
  back.answer('concern', 'A worry.')
  back.answer('age', '15')
  back.answer('known', 'not-known')
  back.answer('quality-assurance', { consulted: 'yes' })
  back.say({ type: 'leave-screening' })
  for (const question of ['wishes', 'partners', 'others', 'actions'])
    back.answer(question, 'not-known')
  back.answer('consent', 'refused')
  expect(back.waits).toBe('consent.reason')
  back.answer('consent.reason', { reason: 'A threat at home.' })
  back.answer('manager', { talked: 'yes' })
  back.say({ type: 'check' })
  back.answer('decision', { decision: 'refer' })
  back.answer('asked', 'A strategy meeting.')
  back.answer('child', 'not-known')
  expect(back.waits).toBe('leaving')
  const { content } = summaryIn(sessionOf(back).caseView(friday), 'text')
  expect(content).toContain('CSE referral on an open case')
  // No heading without words.
  expect(content).not.toMatch(/\n\n\n/)
})

test('a pack that lacks them is not sound for a conversation that begins', async () => {
  const files = earlierFiles()
  const text = { files, digest: await digestOf(files) }
  expect('pack' in readPack(JSON.parse(files), text.digest)).toBe(true)
  const reading = loadPack(text)
  const reasons = 'faults' in reading ? reading.faults.map(({ reason }) => reason) : []
  for (const lacking of ['looked-after', 'agenda', 'calendar', 'tool-must-be-complete'])
    expect(reasons).toContain(`"${lacking}" is missing`)
})
