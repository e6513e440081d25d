import type { SummaryDocument } from '../protocol.ts'
import { again } from './again-section.ts'
import { analysis } from './analysis-section.ts'
import { section } from './blocks.ts'
import { type CaseView, closed } from './case-view.ts'
import { changes } from './changes-section.ts'
import { contacts } from './contacts-section.ts'
import { differences } from './differences.ts'
import type { DocumentWord } from './document-words.ts'
import { agenda, outcomes, oversight, timeline } from './following.ts'
import { notKnownList, questionsLeft } from './gaps.ts'
import { lookedAfter } from './looked-after.ts'
import { raises, screening } from './screening-section.ts'
import {
  aboutThis,
  actions,
  aims,
  asked,
  child,
  consent,
  danger,
  decision,
  discussions,
  feared,
  others,
  partners,
  police,
  review,
  settle,
  urgent,
  wishes,
} from './sections.ts'

/**
 * The summary of a case in words: one page a duty social worker can act on, then the evidence behind
 * it. A section with nothing in it is not there; what was asked and is not known is.
 */
export function summaryDocument(view: CaseView): SummaryDocument {
  const sections = [
    section(view.say('danger'), danger(view)),
    section(view.say('child'), child(view)),
    section(view.say('feared'), feared(view)),
    section(view.say('raises'), raises(view)),
    ...again(view),
    section(view.say('others'), others(view)),
    section(view.say('looked-after'), lookedAfter(view)),
    section(view.say('wishes'), wishes(view)),
    section(view.say('settle'), settle(view)),
    section(view.say('not-known'), notKnownList(view)),
    section(view.say('asked'), asked(view)),
    section(view.say('decision'), decision(view)),
    section(view.say('consent'), consent(view)),
    section(view.say('police'), police(view)),
    section(view.say('discussions'), discussions(view)),
    section(view.say('differ'), differences(view)),
    section(view.say('actions'), actions(view)),
    section(view.say('aims'), aims(view)),
    section(view.say('review'), review(view)),
    section(view.say('contacts'), contacts(view)),
    ...screening(view),
    ...analysis(view),
    section(view.say('partners'), partners(view)),
    section(view.say('questions'), questionsLeft(view)),
    section(view.say('next'), timeline(view)),
    section(view.say('agenda'), agenda(view)),
    section(view.say('outcomes'), outcomes(view)),
    section(view.say('oversight'), oversight(view)),
    section(view.say('changes'), changes(view)),
    section(view.say('about'), aboutThis(view)),
  ]
  const caution = view.kind === 'consult' ? ` ${view.say('consult.caution')}` : ''
  return {
    ...firstLine(view),
    title: view.say(titleOf(view), { area: view.pack.area.name }),
    ...(view.head.mode === 'rehearsal' && { training: view.say('training') }),
    prepared: `${preparedLine(view)}${caution}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  }
}

/** What stands above the title of every document, while it does. */
export function firstLine(view: CaseView): Pick<SummaryDocument, 'urgent'> {
  const words = urgent(view)
  return words === undefined ? {} : { urgent: words }
}

/** A referral that follows a refusal, or a review, says so in its first line. */
function titleOf({ answer, kind, earlier }: CaseView): DocumentWord {
  if (kind !== 'refer') return `title.${kind}`
  if (answer('not-taken-on')) return 'title.again'
  return earlier && earlier.purpose !== 'new-concern' ? 'title.review' : 'title.refer'
}

/** When it was prepared, by whom, and how to reach them. */
export function preparedLine(view: CaseView): string {
  const when = view.dates.moment(view.at)
  const role = view.standing.facts.role?.[0]
  const known = ['lead', 'school', 'health', 'other', 'public', 'police', 'social-worker'] as const
  const who = [
    view.text('practitioner', 'name'),
    ...known.filter((id) => id === role).map((id) => view.say(`role.${id}`)),
    view.text('practitioner', 'agency'),
  ].filter((words) => words !== undefined)
  const contact = view.text('practitioner', 'contact')
  return [
    closed(
      who.length > 0
        ? view.say('prepared.by', { when, who: who.join(', ') })
        : view.say('prepared', { when }),
    ),
    ...(contact ? [closed(view.say('reach', { contact }))] : []),
  ].join(' ')
}
