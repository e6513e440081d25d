import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { timeline } from '../../../server/documents/following.ts'
import { packFaults } from '../../../server/pack-faults.ts'
import type { CaseScript } from '../../../server/play.ts'
import { playedCase } from '../../support/played-case.ts'
import { southwark } from '../../support/southwark.ts'

const cases = join(import.meta.dirname, '../../cases')
const read = (name: string): CaseScript & { at: string } =>
  JSON.parse(readFileSync(join(cases, `${name}.json`), 'utf8'))
const openCase = read('social-worker-open-case')

/** What happens next by a case, a row for each step: who, what, by when, source. */
function steps(script: CaseScript & { at: string }, answers: Record<string, unknown> = {}) {
  const view = playedCase(southwark, { ...script, answers: { ...script.answers, ...answers } })
  const table = timeline(view).find((block) => block.kind === 'table')
  return table?.kind === 'table' ? table.rows.map((row) => row.join(' | ')) : []
}

const consults = /^The allocated social worker \| Asks .* Quality Assurance unit for a consultation/

describe('what happens next', () => {
  test('has no consultation with the Quality Assurance leads where it was held, and has it where not', () => {
    expect(steps(openCase).filter((row) => consults.test(row))).toEqual([])
    for (const answer of [{ consulted: 'not-yet' }, 'not-known'])
      expect(
        steps(openCase, { 'quality-assurance': answer }).filter((row) => consults.test(row)),
      ).toHaveLength(1)
  })

  test('has no report to CRIS where an officer has made it with a Merlin, and has it where one is missing', () => {
    const police = read('police-officer-records')
    const reports = (recorded: string) =>
      steps(police, { 'police.record': { recorded } }).filter((row) =>
        row.startsWith('The police officer'),
      )
    expect(reports('both')).toEqual([])
    for (const recorded of ['cris-only', 'merlin-only', 'not-yet'])
      expect(reports(recorded)).toHaveLength(1)
  })

  test('has no call to the MASH where its advice was given', () => {
    const advised = steps(read('health-practitioner-advised'))
    expect(advised.filter((row) => /Calls the MASH|Gives advice/.test(row))).toEqual([])
    expect(advised.filter((row) => row.includes('Must refer if'))).toHaveLength(1)
  })

  test('counts the twenty-four hours of the police on an open case, and those of the MASH on another', () => {
    const [record] = steps(openCase).filter((row) => row.includes('using the Metropolitan Police'))
    expect(record).toContain(
      'If it is received on 20 November 2026, 14:40: by 21 November 2026, 14:40.',
    )
    expect(record).toContain('The protocol does not say from when')
    const counted = steps(read('school-lead-refers')).filter((row) =>
      row.includes('Within 24 hours'),
    )
    expect(counted).toHaveLength(2)
    for (const row of counted) expect(row).toMatch(/If it is received on .*: by /)
  })
})

test('a step that is settled by an answer nobody can give is a fault of the pack', () => {
  const [first, ...rest] = southwark.pack.timeline.steps
  if (!first) throw new Error('there are no steps')
  for (const settledBy of [
    { question: 'quality-assurance', option: 'perhaps' },
    { question: 'no-such-question', option: 'yes' },
  ]) {
    const timelineOf = { ...southwark.pack.timeline, steps: [{ ...first, settledBy }, ...rest] }
    expect(packFaults({ ...southwark.pack, timeline: timelineOf })).toMatchObject([
      { file: 'route.json', path: `questions.${settledBy.question} (named by the timeline)` },
    ])
  }
})
