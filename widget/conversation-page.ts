import type { DeedBody, View } from '../server/protocol.ts'
import { button, h, on } from './dom.ts'
import { alertBoxes } from './parts.ts'
import { type PlaceActions, promptPlace } from './prompt-place.ts'
import { soFar } from './so-far.ts'
import { steps } from './steps.ts'
import { say } from './words.ts'

type Actions = PlaceActions & {
  stop: () => void
  /** Asks for an earlier summary of the same child. */
  bringEarlier: () => void
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
  const place = promptPlace(view, entries, actions)
  const asked = prompt.waits === 'question' ? prompt.question.id : null
  /** Goes elsewhere on the route, and takes along what stands written at the question being left. */
  const onward = (deed: DeedBody) => {
    const value = place.unsaved()
    if (value === null || asked === null) send(deed)
    else send({ type: 'answer', question: asked, value: value as never }, deed)
  }
  const ways = [
    can.back && button(say('back'), () => send({ type: 'back' })),
    can.overview && button(say('overview'), () => onward({ type: 'overview' })),
    can.refer && button(say('refer'), () => onward({ type: 'refer' })),
    can.earlier && button(say('earlier'), bringEarlier),
    button(say('stop'), stop),
  ]
  const { boxes, raised } = alertBoxes(view, {
    refer: () => onward({ type: 'refer' }),
    danger: () => send({ type: 'danger' }),
    carryOn: () => place.heading.focus(),
  })
  const { words = '', until = '', mode, earlier } = about ?? {}
  const focus = raised ?? place.heading
  // The eye finds each new question in the same place.
  on(focus, { focus: () => focus.scrollIntoView() })
  return {
    children: [
      steps(view.steps),
      h(
        'div',
        {},
        mode === 'rehearsal' && h('p', { class: 'training' }, say('rehearsal')),
        earlier && h('p', { class: 'about', 'data-earlier': true }, earlier),
        prompt.waits !== 'checking' &&
          soFar(entries, asked, (question) => send({ type: 'revisit', question })),
        ...boxes,
        place.box,
        h('nav', { class: 'ways', 'aria-label': say('ways') }, ...ways),
        h('p', { class: 'about' }, `${words} ${say('until', { until })}`),
      ),
    ],
    focus,
  }
}
