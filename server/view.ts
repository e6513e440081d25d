import { notKnown } from '../machines/answer.ts'
import { type CaseRecord, canDo, previousQuestion, promptOf } from '../machines/case-record.ts'
import { papersAt } from '../machines/consultation.ts'
import { answered, conditions, type Facts, holds } from '../machines/facts.ts'
import { noticesOf } from '../machines/notices.ts'
import { onceFor } from '../machines/once-for.ts'
import { passedOver } from '../machines/passed-over.ts'
import type { Wait } from '../machines/route.ts'
import { progressOf } from '../machines/screening.ts'
import type { Standing } from '../machines/standing.ts'
import { alertsShown } from './alerts-shown.ts'
import { cite, citeAll } from './citation.ts'
import { earlierLine } from './earlier-line.ts'
import { identityOf } from './identity-view.ts'
import type { LoadedPack } from './loaded-pack.ts'
import { onceADay } from './once-a-day.ts'
import type { View } from './protocol.ts'
import { questionPrompt } from './question-view.ts'
import { readBack } from './read-back.ts'
import { lasting } from './reply-text.ts'
import { topicsOf } from './topics.ts'

/** A case with what follows from it today. */
export type Stood = { record: CaseRecord; standing: Standing }

export type Scene = Stood & {
  revision: number
  mode: 'live' | 'rehearsal'
  today: string
  /** What the client is to remember of the record, and when that is deleted, in words. */
  mark: string
  until: string
}

/**
 * Joins the words of a pack to the ids of a case: the one place where that happens for a page.
 * @param before the case before the last deed, or `null` for a view that is whole
 */
export function viewOf(loaded: LoadedPack, scene: Scene, before: Stood | null): View {
  const { pack } = loaded
  const { record, standing, revision, mark, mode, until } = scene
  const wait = promptOf(record)
  const earlier = before?.standing
  const raised = <Id>(id: Id, list: readonly Id[] | undefined) => !(list?.includes(id) ?? false)
  const deciding = wait.step === 'deciding' || wait.step === 'leaving'

  return {
    revision,
    mark,
    whole: before === null,
    entries: entriesOf(loaded, record, before?.record ?? null),
    steps: stepsOf(loaded, wait.step, standing.facts),
    prompt: promptView(loaded, scene, wait),
    ...identityOf(loaded, record, scene.today, (id) => titleOf(loaded, id)),
    papers: pack.consultation ? papersAt(wait, standing.facts) : [],
    notices: cited(
      loaded,
      'notices',
      wait.waits === 'question' ? noticesOf(wait.question, standing, loaded.outline) : [],
    ),
    ...alertsShown(loaded, standing.alerts, earlier?.alerts ?? []),
    contradictions: contradictionsIn(loaded, standing).map((pointer) => ({
      ...pointer,
      raised: raised(pointer.id, earlier?.contradictions as readonly string[] | undefined),
    })),
    can: {
      danger: canDo(record, { type: 'danger' }),
      refer: !deciding && canDo(record, { type: 'refer' }),
      overview: wait.waits !== 'overview' && canDo(record, { type: 'overview' }),
      back: previousQuestion(record) !== null,
      notKnown: wait.waits === 'question' && wait.question !== 'consultation.call',
      earlier: !deciding && pack.again !== undefined,
    },
    ...(afresh(record, before) && {
      about: {
        area: pack.area.name,
        mode,
        words: pack.area.about.words,
        source: cite(pack, pack.area.about.source),
        until,
        ...(record.earlier && { earlier: earlierLine(loaded, record.earlier) }),
      },
    }),
  }
}

/** Whether a view says again what the conversation is about: on opening, and once an earlier summary is beside it. */
export const afresh = ({ earlier }: CaseRecord, before: Stood | null): boolean =>
  before === null || before.record.earlier !== earlier

function cited({ pack }: LoadedPack, list: 'notices' | 'contradictions', ids: readonly string[]) {
  if (ids.length === 0) return []
  return pack.notices[list]
    .filter(({ id }) => ids.includes(id))
    .map(({ id, words, source }) => ({ id, words, source: citeAll(pack, source) }))
}

/** The contradictions that stand, the sections named where it is not plain which are meant. */
export const contradictionsIn = (loaded: LoadedPack, { contradictions, beside }: Standing) =>
  cited(loaded, 'contradictions', contradictions).map((pointer) =>
    pointer.id === 'settled-beside-concern'
      ? {
          ...pointer,
          words: `${beside.map((id) => titleOf(loaded, id)).join('; ')}. ${pointer.words}`,
        }
      : pointer,
  )

/** A step is done once something in it was answered; one gone round has no tick. */
function stepsOf(loaded: LoadedPack, now: string, facts: Facts): View['steps'] {
  const { pack, stepQuestions } = loaded
  const here = pack.area.steps.findIndex(({ id }) => id === now)
  const met = (step: string) =>
    step === 'checking'
      ? answered(facts, 'checked')
      : (stepQuestions.get(step) ?? []).some((question) => answered(facts, question))
  return pack.area.steps.map(({ id }, index) => {
    const state = index === here ? 'now' : index > here ? 'todo' : met(id) ? 'done' : 'passed'
    return stepsIn(loaded)[index]?.[state] as View['steps'][number]
  })
}

/** Each step in words, in each of its states. */
const stepsIn = onceFor(({ pack }: LoadedPack) =>
  pack.area.steps.map(({ id, words }) => {
    const as = (state: View['steps'][number]['state']) => lasting({ id, words, state })
    return { done: as('done'), now: as('now'), todo: as('todo'), passed: as('passed') }
  }),
)

function entriesOf(
  loaded: LoadedPack,
  { answers, snapshot }: CaseRecord,
  before: CaseRecord | null,
): View['entries'] {
  const { facts } = snapshot.context
  const earlier = before?.snapshot.context.facts
  return answers.given
    .filter(
      (one, place) =>
        !earlier ||
        before?.answers.given[place] !== one ||
        answered(earlier, one.question) !== answered(facts, one.question),
    )
    .map(({ question: id, answer }) => ({
      question: id,
      title: titleOf(loaded, id),
      lines: readBack(loaded, loaded.question(id), answer).map(({ label, words, mayName }) => ({
        ...(label && { label }),
        words,
        ...(mayName && { mayName }),
      })),
      stands: answered(facts, id),
    }))
}

/** A question as a heading: its section and its short name, or its title where that is plainer. */
function titleOf(loaded: LoadedPack, id: string): string {
  const question = loaded.question(id)
  const domain = loaded.domainOf(id)
  if (!domain) return question.title
  return domain.title === question.short ? domain.title : `${domain.title}: ${question.short}`
}

function promptView(
  loaded: LoadedPack,
  { record, standing, today }: Scene,
  wait: Wait,
): View['prompt'] {
  if (wait.waits === 'question') {
    return questionPrompt(loaded, { record, standing }, wait.question, today)
  }
  if (wait.waits === 'overview') return overviewOf(loaded, record, today)
  if (wait.waits === 'leaving') return { waits: 'leaving' }
  return { waits: 'checking', unanswered: unansweredOf(loaded, record) }
}

function overviewOf(loaded: LoadedPack, record: CaseRecord, today: string): View['prompt'] {
  const { outline } = loaded
  const { facts } = record.snapshot.context
  const { titles, ...words } = overviewWords(loaded, today)
  const domains = outline.domains.map((domain) => {
    const progress = progressOf(outline, domain, facts)
    const unknown = domain.questions.every((question) => holds(facts, question, notKnown))
    return {
      id: domain.id,
      title: titles.get(domain.id) ?? '',
      progress: unknown ? ('not-known' as const) : progress,
    }
  })
  const next = domains.find(
    ({ progress }) => progress === 'in-progress' || progress === 'not-started',
  )
  return { waits: 'overview', ...words, domains, next: next?.id ?? null }
}

/** What the overview says whatever the case is. */
const overviewWords = onceADay(({ pack }: LoadedPack, today) => {
  const { words, source, help } = pack.screening.overview
  return {
    why: words,
    source: cite(pack, source),
    ...topicsOf(pack, help, today),
    titles: new Map(pack.screening.domains.map(({ id, title }) => [id, title])),
  }
})

/**
 * What has no answer yet and can still be given one from the check. Only a referral passes questions
 * over; whoever took another way was asked them all.
 */
function unansweredOf(loaded: LoadedPack, record: CaseRecord) {
  const { facts } = record.snapshot.context
  const route = (conditions.referring(facts) ? passedOver(facts) : []).map((id) => ({
    by: 'revisit' as const,
    id,
    title: loaded.question(id).title,
  }))
  if (conditions.public(facts)) return route
  const domains = loaded.pack.screening.domains
    .filter(({ questions }) => questions.some(({ id }) => !answered(facts, id)))
    .map(({ id, title }) => ({ by: 'domain' as const, id, title }))
  return [...route, ...domains]
}
