import type { PackDomain } from '../../content/pack.ts'
import type { PackOption } from '../../content/pack-parts.ts'
import { notKnown } from '../../machines/answer.ts'
import { holds } from '../../machines/facts.ts'
import { wordsOfAlerts } from '../alert-words.ts'
import { citeAll } from '../citation.ts'
import type { Block } from '../protocol.ts'
import { list, paragraph, quote, type Section, section } from './blocks.ts'
import { type CaseView, closed, lowerFirst, quoted } from './case-view.ts'
import { knownFacts } from './known-facts.ts'

type Asked = PackDomain['questions'][number]

/** The alerts that stand, then of each section what was ticked furthest along the tool, with its evidence. */
export function raises(view: CaseView): Block[] {
  const { pack, standing } = view
  // Where nothing is sent, what the protocol says of an alert has to stand where its reader looks.
  const told = view.decision === 'not-now'
  const alerts = wordsOfAlerts(pack, standing.alerts).map(
    ({ title, words, consequence, source }) =>
      `${title}. ${words}${told ? ` ${consequence}` : ''} (${citeAll(pack, source)})`,
  )
  const found = pack.screening.domains.flatMap((domain) =>
    domain.questions.flatMap((asked) => raisedBy(view, domain, asked)),
  )
  return list([...alerts, ...knownFacts(view), ...found])
}

function raisedBy(view: CaseView, domain: PackDomain, asked: Asked): string[] {
  const concerning = ticked(view, asked).filter(
    ({ marks = [] }) => !marks.includes('settled') && !marks.includes('steady'),
  )
  const furthest = concerning.at(-1)
  // Where the tool's rows do not run in order of concern, no row can stand for the rest.
  const shown =
    domain.inOrder === false
      ? concerning
      : concerning.filter(({ source }) => source === furthest?.source)
  const found = [
    ...shown.map(({ words }) => words),
    ...view.chosen(`${asked.id}.more`, 'probes'),
  ].map(lowerFirst)
  if (found.length === 0) return []
  const said = closed(`${heading(domain, asked)}: ${found.join('; ')}`)
  return [[said, evidence(view, asked)].join(' ').trim()]
}

/** Every section that was answered: what was ticked, the evidence, the details; or that it is not known. */
export function screening(view: CaseView): Section[] {
  const { pack, say } = view
  const sections = pack.screening.domains.flatMap((domain) => {
    const blocks = domain.questions.flatMap((asked) => questionBlocks(view, domain, asked))
    return blocks.length > 0
      ? [section(domain.title, [...blocks, ...notesOf(view, domain)], 3)]
      : []
  })
  return sections.length > 0
    ? [section(say('screening'), paragraph(say('screening.tool'))), ...sections]
    : []
}

function questionBlocks(view: CaseView, domain: PackDomain, asked: Asked): Block[] {
  const { answer, chosen, say, text } = view
  const name = domain.questions.length > 1 ? `${asked.short}: ` : ''
  if (answer(asked.id) === undefined) return []
  if (answer(asked.id) === notKnown) return paragraph(`${name}${say('section.not-known')}`)
  const details = (asked.prompts ?? []).flatMap(({ id, words }) => {
    const given = text(`${asked.id}.more`, id)
    return given ? quote(given, words) : []
  })
  return [
    ...paragraph(name ? name.trim() : undefined),
    ...list([
      ...ticked(view, asked).map(({ words }) => words),
      ...chosen(`${asked.id}.more`, 'probes'),
    ]),
    ...paragraph(evidence(view, asked) || undefined),
    ...details,
  ]
}

/** What was seen in the person's own words, then who said so and when. */
function evidence({ text }: CaseView, asked: Asked): string {
  const seen = text(asked.id, 'seen')
  const whence = [text(asked.id, 'saidBy'), text(asked.id, 'when')].filter(
    (one) => one !== undefined,
  )
  return [seen && quoted(seen), whence.length > 0 && `(${whence.join(', ')})`]
    .filter(Boolean)
    .join(' ')
}

const ticked = ({ standing }: CaseView, asked: Asked): PackOption[] =>
  asked.descriptions.filter(({ id }) => holds(standing.facts, asked.id, id))

/** The tool's own notes; what practice says at a question is for whoever answers it. */
const notesOf = ({ pack }: CaseView, domain: PackDomain): Block[] =>
  (domain.notes ?? [])
    .filter(({ source }) => !source.startsWith('practice:'))
    .flatMap(({ words, source }) => paragraph(`${words} (${citeAll(pack, [source])})`))

/** A section by its name, and the question of it that is meant where it has several. */
export const heading = (domain: PackDomain, asked: Asked) =>
  domain.questions.length > 1 ? `${domain.title}, ${asked.short.toLowerCase()}` : domain.title
