import type { DocumentFormat } from '../protocol.ts'
import type { CaseView } from './case-view.ts'
import { summaryData } from './data.ts'
import { summaryDocument } from './summary.ts'
import { render } from './templates.ts'

const endings: Readonly<Record<DocumentFormat, string>> = {
  page: 'json',
  html: 'html',
  text: 'txt',
  json: 'json',
}

/** A case's summary in one format, under a file name that says nothing of the child. */
export function summaryIn(
  view: CaseView,
  format: DocumentFormat,
): { name: string; content: string } {
  const document = summaryDocument(view)
  const name = `summary-${view.dates.today(view.at)}.${endings[format]}`
  switch (format) {
    case 'page':
      return { name, content: JSON.stringify(document) }
    case 'json':
      return { name, content: `${JSON.stringify(summaryData(view, document), null, 2)}\n` }
    case 'html':
      return {
        name,
        content: render('summary.html', { ...document, language: view.pack.area.language }),
      }
    case 'text':
      return { name, content: render('summary.txt', document) }
  }
}
