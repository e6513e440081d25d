import type { SummaryDocument } from '../server/protocol.ts'
import { h } from './dom.ts'

type Block = SummaryDocument['sections'][number]['blocks'][number]
type Diagram = Extract<Block, { kind: 'diagram' }>

/** The drawing of a network: people as circles, places as squares, links as lines. Tables say the same. */
export function diagram({ title, description, width, height, nodes, lines }: Diagram): HTMLElement {
  const drawing = svg(
    'svg',
    { class: 'diagram', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title },
    svg('title', {}, title),
    svg('desc', {}, description),
    ...lines.map((line) => svg('line', line)),
    ...nodes.flatMap(({ label, labelX, labelY, shape, side, x, y }) => [
      shape === 'place'
        ? svg('rect', { x: x - 7, y: y - 7, width: 14, height: 14 })
        : svg('circle', { cx: x, cy: y, r: 8 }),
      svg('text', { x: labelX, y: labelY, 'text-anchor': side }, label),
    ]),
  )
  return h('figure', {}, drawing, h('figcaption', {}, description))
}

/** Makes an element of a drawing. Words only ever become text nodes. */
function svg(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  element.append(...children)
  return element
}
