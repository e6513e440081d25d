import type { SummaryDocument, View } from '../server/protocol.ts'
import { button, h, on } from './dom.ts'
import { drawn, type Fetch, save } from './summary-page.ts'
import { say } from './words.ts'

/** A paper beside the summary, to open, print and take along. @param open whether it is open from the start */
export function paperBox(
  paper: View['papers'][number],
  fetch: Fetch,
  open: boolean,
): HTMLDetailsElement {
  const sheet = h('article', { class: 'paper' })
  const take = (format: 'html' | 'text') =>
    button(say(`leaving.${format}`), () =>
      fetch(format, (content, name) => save(content, format, name), paper),
    )
  const box = h(
    'details',
    { class: 'sheet', 'data-paper': paper },
    h('summary', {}, open ? h('h2', {}, say(`paper.${paper}`)) : say(`paper.${paper}`)),
    sheet,
    h(
      'div',
      { class: 'actions' },
      button(say('paper.print'), () => {
        box.setAttribute('data-printing', '')
        print()
        box.removeAttribute('data-printing')
      }),
      take('html'),
      take('text'),
    ),
  )
  on(box, {
    toggle: () => {
      if (!box.open || sheet.firstChild) return
      fetch(
        'page',
        (content) => sheet.replaceChildren(...drawn(JSON.parse(content) as SummaryDocument)),
        paper,
      )
    },
  })
  box.open = open
  return box
}
