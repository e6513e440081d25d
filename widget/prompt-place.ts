import type { ClientMessage, DeedBody, SummaryDocument, View } from '../server/protocol.ts'
import { checking, overview } from './parts.ts'
import { questionForm } from './question-form.ts'
import { summaryPage } from './summary-page.ts'

type Format = Extract<ClientMessage, { type: 'document' }>['format']

/** What the page does for the place where the conversation waits. */
export type PlaceActions = {
  /** @param onward what is done next, once this is settled */
  send: (deed: DeedBody, onward?: DeedBody) => void
  fetch: (format: Format, give: (content: string, name: string) => void) => void
  handOver: () => void
  end: () => void
}

type Place = {
  box: HTMLElement
  heading: HTMLElement
  /** What is written and not yet sent, or `null`. */
  unsaved: () => Record<string, unknown> | null
}

/** The place where the conversation waits: a question, the overview, the check, or the summary. */
export function promptPlace(
  { prompt, can }: View,
  entries: View['entries'],
  { send, fetch, handOver, end }: PlaceActions,
): Place {
  const unsaved = () => null
  switch (prompt.waits) {
    case 'question': {
      const { question } = prompt
      return questionForm(question, can, (value) =>
        send({ type: 'answer', question: question.id, value: value as never }),
      )
    }
    case 'overview': {
      const place = overview(
        prompt,
        (domain) => send({ type: 'domain', domain }),
        () => send({ type: 'leave-screening' }),
      )
      return { ...place, unsaved }
    }
    case 'checking': {
      const place = checking(prompt, entries, {
        change: (question) => send({ type: 'revisit', question }),
        domain: (domain) => send({ type: 'domain', domain }),
        check: () => send({ type: 'check' }),
      })
      return { ...place, unsaved }
    }
    case 'leaving': {
      const page = summaryPage(fetch, { handOver, end })
      fetch('page', (content) => page.draw(JSON.parse(content) as SummaryDocument))
      return { ...page, unsaved }
    }
  }
}
