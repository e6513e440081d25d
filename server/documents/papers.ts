import type { Pack } from '../../content/pack.ts'
import type { Paper } from '../../machines/consultation.ts'
import { is } from '../../machines/facts.ts'
import { wordsOfAlerts } from '../alert-words.ts'
import { cite } from '../citation.ts'
import { fill } from '../fill.ts'
import type { Block, SummaryDocument } from '../protocol.ts'
import { list, paragraph, quote, type Section, section } from './blocks.ts'
import { type CaseView, closed } from './case-view.ts'
import type { ConsultationWord } from './consultation-words.ts'
import { contacts } from './contacts-section.ts'
import { notKnownList } from './gaps.ts'
import { raises } from './screening-section.ts'
import { aboutThis, asked, danger, decision, discussions, feared, settle } from './sections.ts'
import { firstLine, preparedLine } from './summary.ts'

type Consultation = NonNullable<Pack['consultation']>

/**
 * A paper of a consultation: southwark:6.5.
 * @param view a case without any part that can name a child
 * @returns `null` where the area's pack has no words for it
 */
export function paperDocument(view: CaseView, paper: Paper): SummaryDocument | null {
  const { consultation } = view.pack
  if (!consultation) return null
  const word = (key: ConsultationWord, values: Readonly<Record<string, string>> = {}) =>
    fill(consultation.words[key] ?? '', { area: view.pack.area.name, ...values })
  const cited = (items: Consultation['say']) =>
    items.map(({ words, source }) => `${words} (${cite(view.pack, source)})`)
  const sheet = paper === 'call-sheet'
  const sections = (sheet ? callSheet : note)(view, consultation, word, cited)
  return {
    ...firstLine(view),
    title: word(sheet ? 'sheet.title' : 'note.title'),
    ...(view.head.mode === 'rehearsal' && { training: view.say('training') }),
    prepared: sheet
      ? `${closed(view.say('prepared', { when: view.dates.moment(view.at) }))} ${word('sheet.lead')}`
      : preparedLine(view),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  }
}

type Word = (key: ConsultationWord, values?: Readonly<Record<string, string>>) => string
type Cited = (items: Consultation['say']) => string[]

/** What to say, from the answers; what to ask; what not to say; what to write down. */
function callSheet(view: CaseView, lists: Consultation, word: Word, cited: Cited): Section[] {
  const { say } = view
  return [
    section(word('who'), [...contacts(view), ...list(cited(lists.call))]),
    section(word('say'), list(cited(lists.say))),
    section(word('say.role'), paragraph(view.chosen('role', 'role').map(closed)[0]), 3),
    section(word('say.age'), age(view), 3),
    section(say('danger'), danger(view), 3),
    section(say('feared'), feared(view), 3),
    section(say('raises'), raises(view), 3),
    section(say('settle'), settle(view), 3),
    section(say('not-known'), unknown(view), 3),
    section(say('discussions'), discussions(withoutConsultation(view)), 3),
    section(word('ask'), [...asked(view), ...list(cited(lists.ask))]),
    section(word('avoid'), list(cited(lists.avoid))),
    section(word('write'), list(cited(lists.write))),
  ]
}

/** What was asked and advised, by whom and when, and what was decided after it. */
function note(view: CaseView, lists: Consultation, word: Word, cited: Cited): Section[] {
  const { say } = view
  const alerts = wordsOfAlerts(view.pack, view.standing.alerts)
  return [
    section(word('note.consulted'), advice(view, word)),
    section(say('asked'), asked(view)),
    section(say('decision'), decision(view)),
    section(word('say.age'), age(view)),
    section(say('feared'), feared(view)),
    section(
      word('note.alerts'),
      list(alerts.map(({ title, words, consequence }) => `${title}. ${words} ${consequence}`)),
    ),
    section(say('not-known'), unknown(view)),
    section(say('discussions'), discussions(withoutConsultation(view))),
    section(say('about'), [...list(cited(lists.note)), ...aboutThis(view)]),
  ]
}

function advice(view: CaseView, word: Word): Block[] {
  const { facts } = view.standing
  const notes = quote(view.text('consultation.call', 'notes'), word('note.notes'))
  if (is(facts, 'consultation', 'not-yet')) return [...paragraph(word('note.not-yet')), ...notes]
  if (!is(facts, 'consultation', 'advised')) return [...paragraph(word('note.not-known')), ...notes]
  const unknown = view.say('not-recorded')
  const said = view.text('consultation', 'advice')
  return [
    ...paragraph(word('note.advised')),
    ...list([
      closed(word('note.adviser', { who: view.text('consultation', 'adviser') ?? unknown })),
      closed(word('note.when', { when: view.text('consultation', 'when') ?? unknown })),
    ]),
    ...(said ? quote(said, word('note.advice')) : [...paragraph(word('note.no-advice')), ...notes]),
  ]
}

const age = (view: CaseView): Block[] =>
  paragraph(closed(view.chosen('age', 'age')[0] ?? view.say('not-recorded')))

/** A paper is about the call, so what is open of a case that is not being sent is no fault in it. */
const unknown = (view: CaseView): Block[] => notKnownList({ ...view, kind: 'undecided' })

/** The consultation has a section of its own, or is still to come. */
const withoutConsultation = (view: CaseView): CaseView => ({
  ...view,
  answers: new Map([...view.answers].filter(([question]) => question !== 'consultation')),
})
