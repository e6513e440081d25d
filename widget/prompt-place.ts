import type { DeedBody, SummaryDocument, View } from '../server/protocol.ts'
import type { Dealing } from './dealing.ts'
import { checking, overview } from './parts.ts'
import { pointingOut } from './point-out.ts'
import { questionForm } from './question-form.ts'
import { type Fetch, summaryPage } from './summary-page.ts'

/** What the page does for the place where the conversation waits. */
export type PlaceActions = {
  /** @param onward what is done next, one after the other, once this is settled */
  send: (deed: DeedBody, ...onward: DeedBody[]) => void
  fetch: Fetch
  handOver: () => void
  end: () => void
}

type Place = {
  box: HTMLElement
  heading: HTMLElement
  /** What is written and not yet sent, or `null`. */
  unsaved: () => Record<string, unknown> | null
  /** Goes on with what is written, once whatever has to be pointed out in it was. */
  sending: (go: () => void) => void
  /** What was confirmed on the way to that, to be said after the answer. */
  confirms: () => DeedBody[]
}

/**
 * The place where the conversation waits: a question, the overview, the check, or the summary.
 * @param first what has to be dealt with before there is a summary
 */
export function promptPlace(
  { prompt, can, anonymous, confirmed }: View,
  entries: View['entries'],
  { send, fetch, handOver, end }: PlaceActions,
  first: Dealing | null,
): Place {
  const unchecked = { sending: (go: () => void) => go(), confirms: () => [] }
  const nothing = { unsaved: () => null, ...unchecked }
  switch (prompt.waits) {
    case 'question': {
      const { question } = prompt
      const answer = (value: unknown, onward: DeedBody[] = []) =>
        send({ type: 'answer', question: question.id, value: value as never }, ...onward)
      const place = questionForm(question, can, (value) => {
        if (value === 'not-known') answer(value)
        else
          checked.sending(
            () => answer(value, checked.confirms()),
            () => place.box.requestSubmit(),
          )
      })
      const checked: ReturnType<typeof pointingOut> = anonymous
        ? pointingOut(place.box, question, confirmed)
        : unchecked
      return { ...place, ...checked }
    }
    case 'overview': {
      const place = overview(
        prompt,
        (domain) => send({ type: 'domain', domain }),
        () => send({ type: 'leave-screening' }),
      )
      return { ...place, ...nothing }
    }
    case 'checking': {
      const place = checking(prompt, entries, {
        change: (question) => send({ type: 'revisit', question }),
        domain: (domain) => send({ type: 'domain', domain }),
        check: () => send({ type: 'check' }),
      })
      return { ...place, ...nothing }
    }
    case 'leaving': {
      if (first) return { box: first.box, heading: first.focus, ...nothing }
      const page = summaryPage(fetch, { handOver, end })
      fetch('page', (content) => page.draw(JSON.parse(content) as SummaryDocument))
      return { ...page, ...nothing }
    }
  }
}
