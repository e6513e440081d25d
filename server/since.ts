import type { Pack, PackFault, PackQuestion } from '../content/pack.ts'
import type { Since, SinceItem } from '../content/since-file.ts'
import { datesOf, overAYearBefore } from './dates.ts'
import { fill } from './fill.ts'
import type { View } from './protocol.ts'

type Topic = NonNullable<Extract<View['prompt'], { waits: 'overview' }>['help']>[number]

/** Whether a change to one reference bears on another: the same, inside it, or what it is a point of. */
export const bearsOn = (touched: string, source: string): boolean =>
  touched === source || source.startsWith(`${touched}.`) || touched.startsWith(`${source}.`)

/** What has changed of what these sources say, in the pack's order. */
export const sinceOf = ({ since }: Pack, sources: readonly string[]): SinceItem[] =>
  (since?.items ?? []).filter(({ touches }) =>
    touches.some((touched) => sources.some((source) => bearsOn(touched, source))),
  )

/** Each change as an item of a topic, to stand after what it changes. */
export const sinceItems = (pack: Pack, changed: readonly SinceItem[], today: string) =>
  changed.map((item) => ({
    term: headed(pack, [item]),
    words: item.words,
    source: standing(pack, item, today),
  }))

/** Each change as a paragraph of a document. */
export const sinceParagraphs = (pack: Pack, changed: readonly SinceItem[], today: string) =>
  sinceItems(pack, changed, today).map(({ term, words, source }) => `${term}. ${words} (${source})`)

/** What has changed of a question's sources: open by itself where it must be read, the rest under one title. */
export function sinceTopics(pack: Pack, { id, source }: PackQuestion, today: string): Topic[] {
  const changed = sinceOf(pack, source)
  const open = changed.filter((item) => item.open?.includes(id))
  const shut = changed.filter((item) => !open.includes(item))
  const topic = (name: string, items: SinceItem[]) => ({
    id: name,
    title: headed(pack, items),
    items: items.map(({ words, ...item }) => ({
      ...(items.length > 1 && { term: capital(item.title) }),
      words,
      source: standing(pack, item, today),
    })),
  })
  return [
    ...open.map((item) => ({ ...topic(`since.${item.id}`, [item]), open: true })),
    ...(shut.length > 0 ? [topic('since', shut)] : []),
  ]
}

/** Changes that nobody has looked at for over a year. */
export const staleSince = ({ since }: Pack, today: string): SinceItem[] =>
  (since?.items ?? []).filter(({ checked }) => isStale(checked, today))

/**
 * Changes to what nothing says, and questions that are to show one and are not there.
 * @param known every reference of the area's document, and every source of the pack
 */
export function sinceFaults({ area, since, route }: Pack, known: readonly string[]): PackFault[] {
  const fault = (path: string, reason: string) => ({ file: `${area.id}/since.json`, path, reason })
  return (since?.items ?? []).flatMap(({ touches, open = [] }, place) => [
    ...touches.flatMap((touched, index) =>
      known.some((source) => touched === source || source.startsWith(`${touched}.`))
        ? []
        : [fault(`items.${place}.touches.${index}`, `nothing is known as "${touched}"`)],
    ),
    ...open.flatMap((question, index) =>
      route.questions.some(({ id }) => id === question)
        ? []
        : [fault(`items.${place}.open.${index}`, `there is no question "${question}"`)],
    ),
  ])
}

const isStale = (checked: string, today: string) => overAYearBefore(checked.slice(0, 7), today)

/** The authority, whether it is in force, and when somebody last looked. */
function standing(
  pack: Pack,
  { authority, checked, status, yearly }: Omit<SinceItem, 'words'>,
  today: string,
): string {
  const { words } = pack.since as Since
  const { month, written } = datesOf(pack)
  const when = checked.length > 7 ? written(checked) : month(checked)
  const looked = fill(isStale(checked, today) ? words.stale : words.checked, { month: when })
  return [`${authority}.`, words[status], ...(yearly ? [words.yearly] : []), looked].join(' ')
}

const headed = (pack: Pack, items: readonly Pick<SinceItem, 'title'>[]) =>
  fill((pack.since as Since).words.title, {
    issued: datesOf(pack).month(pack.area.issued),
    titles: items.map(({ title }) => title).join('; '),
  })

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
