import type { Paper } from '../../machines/consultation.ts'
import type { DocumentFormat, SummaryDocument } from '../protocol.ts'
import type { CaseView } from './case-view.ts'
import { summaryData } from './data.ts'
import { paperDocument } from './papers.ts'
import { summaryDocument } from './summary.ts'
import { render } from './templates.ts'

const endings: Readonly<Record<DocumentFormat, string>> = {
  page: 'json',
  html: 'html',
  text: 'txt',
  json: 'json',
}

/** A document in one format, under a file name that says nothing of the child. */
type Made = { name: string; content: string }

/** A case's summary in one format. */
export function summaryIn(view: CaseView, format: DocumentFormat): Made {
  const document = summaryDocument(view)
  const data = () => summaryData(view, document)
  return { name: nameOf('summary', view, format), content: written(view, document, format, data) }
}

/** A paper of a consultation in one format, or `null` where the area has none. */
export function paperIn(view: CaseView, paper: Paper, format: DocumentFormat): Made | null {
  const document = paperDocument(view, paper)
  const data = () => document ?? {}
  return (
    document && {
      name: nameOf(paper, view, format),
      content: written(view, document, format, data),
    }
  )
}

const nameOf = (kind: string, { dates, at }: CaseView, format: DocumentFormat) =>
  `${kind}-${dates.today(at)}.${endings[format]}`

function written(
  { pack }: CaseView,
  document: SummaryDocument,
  format: DocumentFormat,
  data: () => object,
): string {
  switch (format) {
    case 'page':
      return JSON.stringify(document)
    case 'json':
      return `${JSON.stringify(data(), null, 2)}\n`
    case 'html':
      return render('summary.html', { ...document, language: pack.area.language })
    case 'text':
      return render('summary.txt', document)
  }
}
