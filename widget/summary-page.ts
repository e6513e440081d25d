import type { ClientMessage, SummaryDocument, View } from '../server/protocol.ts'
import { button, h } from './dom.ts'
import { drawnBlock } from './drawn-block.ts'
import { say } from './words.ts'

type Format = Extract<ClientMessage, { type: 'document' }>['format']
/** Asks for the summary in a format, or for a paper beside it. */
export type Fetch = (
  format: Format,
  give: (content: string, name: string) => void,
  paper?: View['papers'][number],
) => void

const media: Readonly<Record<string, string>> = {
  html: 'text/html;charset=utf-8',
  text: 'text/plain;charset=utf-8',
  json: 'application/json',
}

/** The summary on the page, and the ways to take it along. */
export function summaryPage(
  fetch: Fetch,
  { handOver, end }: { handOver: () => void; end: () => void },
) {
  const heading = h('h2', { tabindex: -1 }, say('leaving.title'))
  const paper = h('article', { class: 'paper' })
  const text = h('textarea', { id: 'paste', readonly: true, rows: 10, spellcheck: false })
  const copied = h('span', { role: 'status' })
  const download = (format: 'html' | 'text' | 'json') =>
    button(say(`leaving.${format}`), () =>
      fetch(format, (content, name) => save(content, format, name)),
    )
  const copy = button(say('leaving.copy'), () => {
    text.select()
    void navigator.clipboard.writeText(text.value).then(() => {
      copied.textContent = say('leaving.copied')
    })
  })
  const box = h(
    'section',
    { class: 'prompt leaving' },
    heading,
    h('p', {}, say('leaving.why')),
    h(
      'div',
      { class: 'actions' },
      download('html'),
      download('text'),
      download('json'),
      button(say('leaving.print'), () => print()),
    ),
    paper,
    h(
      'div',
      { class: 'field paste' },
      h('label', { for: 'paste' }, say('leaving.paste')),
      text,
      h('div', { class: 'actions' }, copy, copied),
    ),
    h('h3', {}, say('leaving.after')),
    h('p', {}, say('leaving.after.words')),
    h(
      'div',
      { class: 'actions' },
      button(say('leaving.handed-over'), handOver),
      button(say('end'), end),
    ),
  )
  return {
    box,
    heading,
    draw(summary: SummaryDocument) {
      paper.replaceChildren(...drawn(summary))
      fetch('text', (content) => {
        text.value = content
      })
    },
  }
}

/** A document as elements of the page. */
export function drawn({
  urgent,
  title,
  training,
  prepared,
  sections,
}: SummaryDocument): HTMLElement[] {
  const stamp = (words?: string) => (words ? [h('p', { class: 'training' }, words)] : [])
  return [
    ...stamp(urgent),
    h('h3', { class: 'title' }, title),
    ...stamp(training),
    h('p', {}, prepared),
    ...sections.flatMap(({ heading, level, blocks }) => [
      level === 2 ? h('h4', {}, heading) : h('h5', {}, heading),
      ...blocks.map(drawnBlock),
    ]),
  ]
}

/** Hands a document to the browser as a file of the person's own. */
export function save(content: string, format: Format, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: media[format] ?? '' }))
  h('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
