import type { Again } from '../../content/again-file.ts'
import { notKnown } from '../../machines/answer.ts'
import type { Earlier } from '../../machines/earlier.ts'
import { wordsOfAlerts } from '../alert-words.ts'
import { earlierDay, earlierLine } from '../earlier-line.ts'
import { fill } from '../fill.ts'
import { nowHistoric } from '../now-historic.ts'
import type { Block } from '../protocol.ts'
import { rowsOf } from '../read-back.ts'
import { screened } from './beside.ts'
import { list, paragraph, type Section, section, table } from './blocks.ts'
import { type CaseView, closed, lowerFirst } from './case-view.ts'

type Found = Earlier['ticked'][number]

/**
 * This screening beside an earlier one of the same child: section by section what was ticked then and what is
 * now, what became known, the alerts that came and went, and what came of the plan. In words, with nothing drawn
 * from them.
 */
export function again(view: CaseView): Section[] {
  const { earlier, loaded, pack } = view
  if (!earlier || !pack.again) return []
  const { words } = pack.again
  const date = earlierDay(pack, earlier.preparedAt)
  return [
    section(fill(words.title, { date }), [
      ...paragraph(earlierLine(loaded, earlier)),
      ...paragraph(words.about),
      ...sections(view, pack.again, earlier),
      ...alerts(view, pack.again, earlier),
      ...history(view, pack.again, earlier),
    ]),
    section(words.plan, plan(view, pack.again, earlier), 3),
  ]
}

function sections(view: CaseView, { words }: Again, { ticked }: Earlier): Block[] {
  const { say } = view
  const now = screened(view)
  const held = view.pack.screening.domains.flatMap(({ questions }) => questions.map(({ id }) => id))
  const gone = ticked.filter(
    ({ question }) => !held.includes(question) && !question.startsWith('analysis.'),
  )
  const pairs = [
    ...held.map((question) => ({
      then: ticked.find((one) => one.question === question),
      now: now.find((one) => one.question === question),
    })),
    ...gone.map((then) => ({ then, now: undefined })),
  ].filter((pair) => pair.then !== undefined || pair.now !== undefined)

  const said = (found: Found | undefined) => {
    if (found === undefined) return words['not-screened']
    if (found.options === notKnown) return lowerFirst(say('not-recorded'))
    return found.options
      .map((option) => lowerFirst(wordsOf(view, found.question, option, words)))
      .join('; ')
  }
  const named = ({ now, then }: (typeof pairs)[number]) => now?.name ?? nameOf(view, then)
  const known = (found: Found | undefined) => found !== undefined && found.options !== notKnown
  const those = (wanted: (pair: (typeof pairs)[number]) => boolean) =>
    pairs.filter(wanted).map(named).join('; ')
  const cameKnown = those(({ now, then }) => known(now) && !known(then))
  const leftKnown = those(({ now, then }) => known(then) && !known(now))
  return [
    ...list(
      pairs.map((pair) =>
        fill(words.then, { section: named(pair), then: said(pair.then), now: said(pair.now) }),
      ),
    ),
    ...paragraph(cameKnown && fill(words.known, { list: cameKnown })),
    ...paragraph(leftKnown && fill(words['not-known-now'], { list: leftKnown })),
  ]
}

/** The pack's own words for an option it has; else those the earlier summary had for it. */
function wordsOf(
  { loaded }: CaseView,
  question: string,
  option: { id: string; words?: string | undefined },
  words: Again['words'],
): string {
  const held = loaded
    .domainOf(question)
    ?.questions.find(({ id }) => id === question)
    ?.descriptions.find(({ id }) => id === option.id)
  return held?.words ?? (option.words || words['no-words'])
}

/** A section that is not screened now is called as the pack calls it, where it has it. */
function nameOf({ loaded }: CaseView, then: Found | undefined): string {
  const domain = then && loaded.domainOf(then.question)
  return domain?.title ?? then?.name ?? ''
}

function alerts({ pack, standing }: CaseView, { words }: Again, earlier: Earlier): Block[] {
  const standingNow = wordsOfAlerts(pack, standing.alerts)
  const titleOf = (id: string) =>
    [...standingNow, ...pack.alerts.alerts].find((alert) => alert.id === id)?.title
  const now = standingNow.map(({ id }) => id)
  const then = earlier.alerts.map(({ id }) => id)
  const titles = (ids: readonly string[]) =>
    ids
      .map(
        (id) =>
          titleOf(id) ?? (earlier.alerts.find((one) => one.id === id)?.words || words['no-words']),
      )
      .join('; ')
  const say = (sentence: string, ids: readonly string[]) =>
    paragraph(ids.length > 0 ? fill(sentence, { list: titles(ids) }) : undefined)
  return [
    ...say(
      words['alerts.came'],
      now.filter((id) => !then.includes(id)),
    ),
    ...say(
      words['alerts.went'],
      then.filter((id) => !now.includes(id)),
    ),
    ...say(
      words['alerts.both'],
      now.filter((id) => then.includes(id)),
    ),
  ]
}

function history({ pack }: CaseView, { words }: Again, earlier: Earlier): Block[] {
  const found = nowHistoric(pack, earlier)
  if (found.length === 0) return []
  return [
    ...paragraph(words.became),
    ...list(
      found.map(({ item, words: each }) =>
        closed(`${item.short}: ${each.map(lowerFirst).join('; ')}`),
      ),
    ),
  ]
}

/** Each action of the earlier plan with what came of it, as far as that was said. */
function plan(
  { answer, part, say }: CaseView,
  { plan: asked, words }: Again,
  earlier: Earlier,
): Block[] {
  const given = answer('earlier.plan')
  const rows =
    given === undefined || given === notKnown
      ? earlier.plan.map((action) => [action, say('not-recorded')])
      : rowsOf(part('earlier.plan', 'rows')).map(({ action, outcome }) => [
          action ?? '',
          outcome ?? say('not-recorded'),
        ])
  return table([asked.action.words, words.outcome], rows)
}
