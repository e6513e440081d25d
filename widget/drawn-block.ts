import type { Block } from '../server/protocol.ts'
import { diagram } from './diagram.ts'
import { h } from './dom.ts'

/** A piece of a summary as it stands on the page. */
export function drawnBlock(block: Block): HTMLElement {
  switch (block.kind) {
    case 'paragraph':
      return h('p', {}, block.words)
    case 'quote':
      return h(
        'figure',
        {},
        block.label ? h('figcaption', {}, block.label) : null,
        h('blockquote', {}, block.words),
      )
    case 'list':
      return h('ul', {}, ...block.items.map((item) => h('li', {}, item)))
    case 'diagram':
      return diagram(block)
    case 'table':
      return h(
        'div',
        { class: 'table', tabindex: 0, role: 'group' },
        h(
          'table',
          {},
          h(
            'thead',
            {},
            h('tr', {}, ...block.columns.map((words) => h('th', { scope: 'col' }, words))),
          ),
          h(
            'tbody',
            {},
            ...block.rows.map((row) =>
              h(
                'tr',
                {},
                ...row.map((cell, index) =>
                  h('td', { 'data-label': block.columns[index]?.replace(/\?$/, '') }, cell),
                ),
              ),
            ),
          ),
        ),
      )
  }
}
