import type { DeedBody, View } from '../server/protocol.ts'
import { bringIdentifying } from './bring-identifying.ts'
import { callPlace } from './call-place.ts'
import { dealing } from './dealing.ts'
import { button, h } from './dom.ts'
import { paperBox } from './paper-box.ts'
import { alertBoxes } from './parts.ts'
import { type PlaceActions, promptPlace } from './prompt-place.ts'
import { soFar } from './so-far.ts'
import { steps } from './steps.ts'
import { say } from './words.ts'

type Actions = PlaceActions & {
  stop: () => void
  /** Asks for an earlier summary of the same child. */
  bringEarlier: () => void
  /** Draws the page once more as it stands. */
  redraw: () => void
}

/** The page of a conversation: the steps, what was said so far, what was raised, and where it waits. */
export function conversationPage(
  view: View,
  entries: View['entries'],
  about: View['about'],
  actions: Actions,
): { children: HTMLElement[]; focus: HTMLElement } {
  const { prompt, can } = view
  const { send, stop, bringEarlier } = actions
  if (view.revision > 0) void bringIdentifying()
  const first = dealing(view, actions)
  const place = promptPlace(view, entries, actions, first)
  const asked = prompt.waits === 'question' ? prompt.question.id : null
  /** Goes elsewhere on the route, and takes along what stands written at the question being left. */
  const onward = (deed: DeedBody) => {
    const value = place.unsaved()
    if (value === null || asked === null) send(deed)
    else {
      const answer = { type: 'answer' as const, question: asked, value: value as never }
      send(answer, ...place.confirms(), deed)
    }
  }
  const ways = [
    can.back && button(say('back'), () => send({ type: 'back' })),
    can.overview &&
      button(say('overview'), () => place.sending(() => onward({ type: 'overview' }))),
    can.refer && button(say('refer'), () => onward({ type: 'refer' })),
    can.earlier && button(say('earlier'), bringEarlier),
    button(say('stop'), stop),
  ]
  const { boxes, raised } = alertBoxes(view, {
    refer: () => onward({ type: 'refer' }),
    danger: () => send({ type: 'danger' }),
    carryOn: () => place.heading.focus(),
  })
  const asking = prompt.waits === 'question'
  const calling = asked === 'consultation.call'
  const papers = first ? [] : view.papers.map((paper) => paperBox(paper, actions.fetch, calling))
  const call = calling && papers[0] ? callPlace(papers[0], place.box) : null
  const { words = '', until = '', mode, earlier: beside } = about ?? {}
  const focus = raised ?? first?.focus ?? call?.focus ?? place.heading
  // The eye finds each new question in the same place; coming back to the window later moves nothing.
  focus.addEventListener('focus', () => focus.scrollIntoView(), { once: true })
  return {
    children: [
      steps(view.steps),
      h(
        'div',
        {},
        mode === 'rehearsal' && h('p', { class: 'training' }, say('rehearsal')),
        beside && h('p', { class: 'about', 'data-earlier': true }, beside),
        prompt.waits !== 'checking' &&
          !call &&
          soFar(entries, asked, (question) => send({ type: 'revisit', question })),
        ...boxes,
        first && prompt.waits !== 'leaving' && first.box,
        ...(asking && !call ? papers : []),
        call ? call.box : place.box,
        ...(asking ? [] : papers),
        h('nav', { class: 'ways', 'aria-label': say('ways') }, ...ways),
        h('p', { class: 'about' }, `${words} ${say('until', { until })}`),
      ),
    ],
    focus,
  }
}
