import { h } from '../dom.ts'
import { pageHeader } from '../page-header.ts'
import { startPage } from '../start-page.ts'
import { statusLine } from '../status-line.ts'
import type { Start } from '../words.ts'

const nothing = () => {}

/** The page as it is before anybody has done anything, as HTML: drawn by the same code as in the browser. */
export const firstPage = (start: Start): string => {
  const { header } = pageHeader({ danger: nothing, hide: nothing, leave: nothing })
  const comeBack = () => Promise.resolve(null)
  const box = startPage(start, { answer: nothing, touched: nothing, comeBack })
  return `${header}${statusLine().line}${h('main', { id: 'main' }, box)}`
}
