import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { summaryIn } from '../../../server/documents/formats.ts'
import { network } from '../../../server/documents/network.ts'
import type { SummaryDocument } from '../../../server/protocol.ts'
import { playedCase } from '../../support/played-case.ts'
import { southwarkWithAnalysis } from '../../support/southwark.ts'

const folder = join(import.meta.dirname, '../../cases/with-analysis')
const script = JSON.parse(readFileSync(join(folder, 'social-worker-analyses.json'), 'utf8'))
const changed = (answers: object) => ({ ...script, answers: { ...script.answers, ...answers } })
const view = (from = script) => playedCase(southwarkWithAnalysis, from)
const text = (from = script) => summaryIn(view(from), 'text').content
const html = (from = script) => summaryIn(view(from), 'html').content
const headings = (from = script) =>
  (JSON.parse(summaryIn(view(from), 'page').content) as SummaryDocument).sections.map(
    ({ heading }) => heading,
  )

test('the case of a social worker who analyses reads as it was reviewed', async () => {
  await expect(text().replace(/digest [0-9a-f]{16}/, 'digest …')).toMatchFileSnapshot(
    join(folder, 'social-worker-analyses.txt'),
  )
})

describe('the structured analysis in a summary', () => {
  test('shows the statement of permission, and whether the practitioner has the training', () => {
    expect(text()).toContain('Given by nobody, to a test, on 1 November 2026.')
    expect(text()).toContain('they have had its training')
    expect(text(changed({ analysis: { groups: ['risk'] } }))).toContain('training is not recorded')
  })

  test('has the parts that were chosen and no other', () => {
    const chosen = headings(changed({ analysis: { groups: ['consequential'] } }))
    expect(chosen).toContain('Present consequential items')
    expect(chosen).not.toContain('Historic conditional items')
    expect(headings(changed({ analysis: 'not-known' }))).not.toContain('Structured analysis')
    expect(headings(changed({ analysis: { groups: ['none'] } }))).not.toContain(
      'Structured analysis',
    )
  })

  test('says of conditional items that they show no exploitation, and of no item that it proves it', () => {
    expect(text()).toContain('They do not show that exploitation is happening')
    expect(text()).not.toMatch(/\b(proves?|confirms?|certain|score|total|risk level)\b/i)
  })

  test('carries nothing that was typed in it into a consultation', () => {
    const consulted = text(
      changed({
        decision: { decision: 'consult' },
        consultation: { consulted: 'not-yet' },
        asked: 'Advice.',
      }),
    )
    expect(consulted).toContain('STRUCTURED ANALYSIS')
    for (const typed of ['Uncle T.', 'white van', 'Two phones', 'Ring road hotel'])
      expect(consulted.split('STRUCTURED ANALYSIS')[1]).not.toContain(typed)
    expect(consulted).not.toContain('Network diagram')
    // Withheld is not the same as not answered.
    expect(consulted).not.toContain('Not answered: Personal details')
  })
})

describe('the network', () => {
  test('is a drawing with a name and a description, and the same facts as tables', () => {
    const page = html()
    expect(page).toMatch(/<svg[^>]*role="img"[^>]*aria-label="Network diagram"/)
    expect(page).toContain('<desc>People are circles and places are squares.')
    const drawing = /<svg[\s\S]*<\/svg>/.exec(page)?.[0] ?? ''
    const names = [...drawing.matchAll(/<text[^>]*>([^<]*)</g)].map(([, name]) => name)
    expect(names).toEqual(['D.', 'Uncle T.', 'J.', 'L.', 'Ring road hotel', 'White van', 'Mr B.'])
    expect(drawing.match(/<line /g)).toHaveLength(6)
    for (const name of names) expect(page.replace(drawing, '')).toContain(`<td>${name}</td>`)
  })

  test('turns what was typed into words and never into markup', () => {
    const people = [{ name: '<script>alert(1)</script>', known: '"><img src=x>' }]
    const page = html(changed({ 'analysis.network.diagram': { people } }))
    expect(page).not.toContain('<script')
    expect(page).not.toContain('<img')
  })

  test('knows a name again whatever its case and spaces, and gives an unlisted one a place', () => {
    const drawn = network([{ name: 'Uncle T.' }], [], [{ from: ' uncle  t. ', to: 'K.' }])
    expect(drawn?.nodes.map(({ label }) => label)).toEqual(['Uncle T.', 'K.'])
    expect(drawn?.lines).toHaveLength(1)
  })

  test('has everything inside its frame and no two names in one spot, however many there are', () => {
    for (let count = 1; count <= 40; count += 1) {
      const people = Array.from({ length: count }, (_, index) => ({ name: `Person ${index}` }))
      const { height = 0, nodes = [], width = 0 } = network(people, [], []) ?? {}
      for (const { labelX, labelY, x, y } of nodes) {
        expect(Math.min(x, y, labelX, labelY)).toBeGreaterThan(0)
        expect(Math.max(x - width, y - height, labelX - width, labelY - height)).toBeLessThan(0)
      }
      expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(count)
    }
  })

  test('without anyone in it is no drawing', () => {
    expect(network([], [], [{ how: 'a link from nobody to nobody' }])).toBeNull()
  })
})
