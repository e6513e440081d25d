import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { packFiles } from '../../content/pack.ts'
import { readPack } from '../../content/read-pack.ts'
import { sinceFile } from '../../content/since-file.ts'
import { loadPack } from '../../server/loaded-pack.ts'
import { southwark } from '../support/southwark.ts'

const files = () => JSON.parse(southwark.files)
const faultsOf = (raw: Record<string, unknown>) => {
  const reading = readPack(raw, 'digest')
  return 'faults' in reading ? reading.faults : []
}

describe('reading a pack', () => {
  test('names every file that is missing or does not belong', () => {
    const { timeline: _, ...rest } = files()
    expect(faultsOf({ ...rest, extra: {} })).toEqual([
      { file: 'extra.json', path: '', reason: 'no such file belongs to a pack' },
      { file: 'timeline.json', path: '', reason: 'the file is missing' },
    ])
  })

  test('names the path of a fault inside a file', () => {
    const raw = files()
    raw.contacts.contacts[1].verified = 'last week'
    expect(faultsOf(raw)).toMatchObject([{ file: 'contacts.json', path: 'contacts.1.verified' }])
  })

  test('names a topic that is not there by who names it, and one that nothing opens', () => {
    const raw = files()
    raw.reference.topics[0].id = 'meaning'
    const reading = loadPack({ digest: 'd', files: JSON.stringify(raw) })
    expect('faults' in reading && reading.faults).toEqual([
      ...['concern', 'still-concerned', 'recognition'].map((by) => ({
        file: 'reference.json',
        path: `topics (named by ${by})`,
        reason: '"definition" is missing',
      })),
      { file: 'reference.json', path: 'topics', reason: 'nothing ever asks for "meaning"' },
    ])
  })

  test('reads a pack without reference material, as one kept from before there was any', () => {
    const { reference: _, ...rest } = files()
    for (const question of rest.route.questions) delete question.help
    for (const domain of rest.screening.domains) delete domain.help
    delete rest.screening.overview.help
    expect(loadPack({ digest: 'd', files: JSON.stringify(rest) })).toHaveProperty('loaded')
  })

  test('a pack with anything dropped from it is refused or still whole, and never throws', () => {
    const dropAt = (value: unknown, picks: readonly number[]): unknown => {
      if (typeof value !== 'object' || value === null) return undefined
      const [pick = 0, ...rest] = picks
      const entries = Object.entries(value)
      const chosen = entries[pick % Math.max(entries.length, 1)]?.[0]
      const changed = entries.flatMap(([key, inner]) => {
        if (key !== chosen) return [[key, inner] as const]
        const less = rest.length > 0 ? dropAt(inner, rest) : undefined
        return less === undefined ? [] : [[key, less] as const]
      })
      return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed)
    }
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }), (picks) => {
        const raw = dropAt(files(), picks)
        const reading = loadPack({ digest: 'd', files: JSON.stringify(raw) })
        if ('faults' in reading) expect(reading.faults.length).toBeGreaterThan(0)
        else expect(Object.keys(reading.loaded.outline.questions).length).toBeGreaterThan(30)
      }),
      { numRuns: 60 },
    )
  })
})

test('each file’s schema can be published as JSON Schema for an editor', () => {
  for (const schema of [...Object.values(packFiles), sinceFile]) {
    expect(z.toJSONSchema(schema, { target: 'draft-2020-12' })).toMatchObject({ type: 'object' })
  }
})
