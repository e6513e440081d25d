import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadPack } from '../../server/loaded-pack.ts'
import { analysisUse } from '../../server/node/analysis-use.ts'
import { findPack } from '../../server/node/find-packs.ts'
import { areasFolder, permission, southwark, southwarkWithAnalysis } from '../support/southwark.ts'

const folder = mkdtempSync(join(tmpdir(), 'handrail-wording-'))
afterAll(() => rmSync(folder, { recursive: true }))

const groups = southwarkWithAnalysis.pack.analysis?.groups ?? []
const itemsOf = (id: string) => groups.find((group) => group.id === id)?.items ?? []

describe('the structured analysis of Southwark', () => {
  test('has twenty-six items: three times six of the child, and eight of suspected or potential abusers', () => {
    const factors = ['education', 'home', 'behaviour', 'psychological', 'physical', 'sexual-health']
    for (const id of ['historic', 'present', 'consequential'])
      expect(itemsOf(id).map((item) => item.id)).toEqual(factors)
    expect(itemsOf('abusers')).toHaveLength(8)
  })

  test('has six questions of risk, five of case management, and a network', () => {
    expect(['risk', 'management', 'network'].map((id) => itemsOf(id).length)).toEqual([6, 5, 1])
  })

  test('marks what the source notes as salient in boys and in girls, and nothing else', () => {
    const salient = (who: string) =>
      groups.flatMap(({ id, items }) =>
        items.flatMap(({ descriptions = [] }) =>
          descriptions.filter(({ salience }) => salience === who).map((one) => `${id}.${one.id}`),
        ),
      )
    expect(salient('girls')).toEqual(['consequential.dress'])
    expect(salient('boys')).toEqual([
      'present.crime',
      'present.language',
      'present.aggression',
      'present.internet',
      'consequential.clothing',
      'consequential.harmful',
    ])
  })

  test('says that “None of these” is ours, and never guesses what LD stands for', () => {
    const all = groups.flatMap(({ items }) =>
      items.flatMap(({ descriptions = [] }) => descriptions),
    )
    const none = all.filter(({ id }) => id === 'none')
    expect(new Set(none.map(({ source }) => source))).toEqual(new Set(['practice:none-of-these']))
    expect(all.filter(({ source }) => source === 'practice:none-of-these')).toEqual(none)
    expect(all.filter(({ words }) => /learning/i.test(words))).toEqual([])
    expect(all.filter(({ words }) => words.includes('“LD”'))).toHaveLength(2)
  })

  test('lets consequential items become historic ones of the same name', () => {
    const became = groups.filter(({ becomes }) => becomes)
    expect(became.map(({ id, becomes }) => [id, becomes])).toEqual([['consequential', 'historic']])
    expect(itemsOf('consequential').map(({ id }) => id)).toEqual(
      itemsOf('historic').map(({ id }) => id),
    )
  })

  test('shows the statement of permission where it is chosen', () => {
    const notes = southwarkWithAnalysis.question('analysis').notes ?? []
    expect(notes.find(({ id }) => id === 'permission')?.words).toContain(permission)
  })

  test('lets nothing that is typed in it into a consultation', () => {
    const typed = Object.values(southwarkWithAnalysis.outline.questions)
      .filter(({ id }) => id.startsWith('analysis.'))
      .flatMap(({ parts }) => parts.filter((part) => !('options' in part)))
    expect(typed.length).toBeGreaterThan(40)
    expect(typed.every(({ identifies }) => identifies)).toBe(true)
  })
})

describe('a pack', () => {
  test('holds no structured analysis unless its use is permitted, and is another pack with it', () => {
    expect(southwark.files).not.toContain('"analysis"')
    expect(southwark.pack.analysis).toBeUndefined()
    expect(southwarkWithAnalysis.pack.digest).not.toBe(southwark.pack.digest)
  })

  test('that a session began with keeps its analysis, whatever the setting is later', () => {
    const { files, pack } = southwarkWithAnalysis
    const again = loadPack({ digest: pack.digest, files })
    expect('loaded' in again && again.loaded.outline.analysis).toEqual(
      southwarkWithAnalysis.outline.analysis,
    )
  })

  test('without the statement is faulty', () => {
    const files = JSON.parse(southwarkWithAnalysis.files)
    delete files.analysis.permission
    expect(loadPack({ digest: 'd', files: JSON.stringify(files) })).toMatchObject({
      faults: [{ file: 'analysis.json', path: 'permission' }],
    })
  })
})

describe('licensed wording', () => {
  const own = readFileSync(join(areasFolder, 'southwark/analysis.json'), 'utf8')
  const find = (text: string) => {
    const wording = join(folder, `wording-${Math.random()}.json`)
    writeFileSync(wording, text)
    return { wording, reading: findPack(join(areasFolder, 'southwark'), { permission, wording }) }
  }

  test('takes the place of the pack’s own', async () => {
    const { reading } = find(
      own.replace('"title": "Structured analysis"', '"title": "Their words"'),
    )
    expect(await reading).toMatchObject({
      loaded: { pack: { analysis: { title: 'Their words' } } },
    })
  })

  test.each([
    ['words that are missing', (s: string) => s.replace('"Structured analysis"', '""'), 'title'],
    [
      'an id that is used twice',
      (s: string) => s.replace('"attendance"', '"attainment"'),
      'groups.0',
    ],
    [
      'a part that leads to none',
      (s: string) => s.replace('"becomes": "historic"', '"becomes": "past"'),
      'groups.2',
    ],
    ['no JSON', () => 'their words', ''],
  ])('with %s is a fault that names its file', async (_, change, path) => {
    const { wording, reading } = find(change(own))
    const found = await reading
    const [fault] = 'faults' in found ? found.faults : []
    expect(fault?.file).toBe(wording)
    expect(fault?.path).toContain(path)
  })

  test('is looked for nowhere in an area that has no structured analysis', async () => {
    const area = join(folder, 'plain')
    cpSync(join(areasFolder, 'southwark'), area, { recursive: true })
    rmSync(join(area, 'analysis.json'))
    const reading = await findPack(area, { permission, wording: join(folder, 'nowhere.json') })
    expect('loaded' in reading && reading.loaded.pack.analysis).toBe(undefined)
  })
})

describe('its settings', () => {
  test('leave it off where nothing is said', () => {
    expect(analysisUse({})).toEqual({ use: null })
    expect(analysisUse({ STRUCTURED_ANALYSIS_PERMISSION: '' })).toEqual({ use: null })
  })

  test('take the statement in words, and the file of wording', () => {
    expect(
      analysisUse({
        STRUCTURED_ANALYSIS_PERMISSION: permission,
        STRUCTURED_ANALYSIS_WORDING: 'w.json',
      }),
    ).toEqual({ use: { permission, wording: 'w.json' } })
  })

  test.each([
    ['a bare yes', { STRUCTURED_ANALYSIS_PERMISSION: 'yes' }, 'STRUCTURED_ANALYSIS_PERMISSION: '],
    [
      'wording without a statement',
      { STRUCTURED_ANALYSIS_WORDING: 'w.json' },
      'STRUCTURED_ANALYSIS_WORDING: ',
    ],
  ])('refuse %s, and say why', (_, env, start) => {
    const reading = analysisUse(env)
    expect('faults' in reading && reading.faults[0]?.startsWith(start)).toBe(true)
  })
})
