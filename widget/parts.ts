import type { View } from '../server/protocol.ts'
import { announce } from './announcer.ts'
import { button, h } from './dom.ts'
import { citation } from './question-form.ts'
import { answerList } from './so-far.ts'
import { topicList } from './topics.ts'
import { say } from './words.ts'

type Placed = { box: HTMLElement; heading: HTMLElement }
type Waiting<Kind> = Extract<View['prompt'], { waits: Kind }>

type AlertActs = { refer: () => void; danger: () => void; carryOn: () => void }

/**
 * Alerts, conflicts and notices. Alerts just raised stand open with what can be done, and take the
 * focus; those raised before are kept in view.
 */
export function alertBoxes(
  view: View,
  act: AlertActs,
): { boxes: HTMLElement[]; raised: HTMLElement | null } {
  const raised = view.alerts.filter((alert) => alert.raised)
  const standing = view.alerts.filter((alert) => !alert.raised)
  if (view.withdrawn) announce(view.withdrawn)
  const first = raised[0] ? h('h2', { tabindex: -1 }, raised[0].title) : null
  const boxes = [
    ...(first ? [raisedBox(raised, first, view.can, act)] : []),
    ...(standing.length > 0 ? [standingBox(standing)] : []),
    ...(view.withdrawn ? [h('p', { class: 'notice' }, view.withdrawn)] : []),
    ...view.contradictions
      .filter(({ raised: isNew }) => isNew || view.prompt.waits === 'checking')
      .map(({ id, words, source }) =>
        h(
          'section',
          { class: 'pointer', 'data-contradiction': id },
          h('h2', {}, say('contradiction')),
          h('p', {}, words, ' ', citation(source)),
        ),
      ),
    ...view.notices.map(({ id, words, source }) =>
      h('p', { class: 'notice', 'data-notice': id }, words, ' ', citation(source)),
    ),
  ]
  return { boxes, raised: first }
}

function raisedBox(
  raised: View['alerts'],
  first: HTMLElement,
  can: View['can'],
  act: AlertActs,
): HTMLElement {
  return h(
    'section',
    { class: 'alert' },
    ...raised.flatMap((alert, index) => [
      index === 0 ? first : h('h2', {}, alert.title),
      h(
        'p',
        { 'data-alert': alert.id },
        `${alert.words} ${alert.consequence} `,
        citation(alert.source),
      ),
    ]),
    h(
      'div',
      { class: 'actions' },
      can.refer && button(say('refer'), act.refer),
      can.danger && button(say('danger'), act.danger),
      button(say('carry-on'), act.carryOn),
    ),
  )
}

function standingBox(standing: View['alerts']): HTMLElement {
  return h(
    'details',
    { class: 'alert standing' },
    h('summary', {}, `${say('alert.standing')}: ${standing.map(({ title }) => title).join('; ')}`),
    ...standing.map((alert) =>
      h(
        'p',
        { 'data-alert': alert.id },
        h('b', {}, `${alert.title}. `),
        `${alert.words} ${alert.consequence} `,
        citation(alert.source),
      ),
    ),
  )
}

/** The screening, section by section, in any order. */
export function overview(
  prompt: Waiting<'overview'>,
  choose: (domain: string) => void,
  leave: () => void,
): Placed {
  const heading = h('h2', { tabindex: -1 }, say('overview.title'))
  const list = h('ol', { class: 'domains' })
  for (const { id, title, progress } of prompt.domains) {
    const press = button(title, () => choose(id), 'section')
    list.append(
      h(
        'li',
        { 'data-domain': id, 'data-progress': progress },
        press,
        ' ',
        h('span', {}, say(`domain.${progress}`)),
      ),
    )
  }
  const untouched = prompt.domains.every(({ progress }) => progress === 'not-started')
  const next = prompt.domains.find(({ id }) => id === prompt.next)
  const go = next && say(untouched ? 'overview.first' : 'overview.next', { section: next.title })
  const box = h(
    'section',
    { class: 'prompt' },
    heading,
    h('p', { class: 'why' }, prompt.why, ' ', citation(prompt.source)),
    topicList(prompt.help),
    list,
    h(
      'div',
      { class: 'actions' },
      go && next ? button(go, () => choose(next.id), 'main') : null,
      button(say('overview.leave'), leave, next ? 'quiet' : 'main'),
    ),
  )
  return { box, heading }
}

/** Every answer to check, each changeable, and what was passed over. */
export function checking(
  prompt: Waiting<'checking'>,
  entries: View['entries'],
  act: { change: (question: string) => void; domain: (domain: string) => void; check: () => void },
): Placed {
  const heading = h('h2', { tabindex: -1 }, say('checking.title'))
  const missing = h('ul', { class: 'missing' })
  for (const { by, id, title } of prompt.unanswered) {
    const press = button(
      say('answer'),
      () => (by === 'domain' ? act.domain(id) : act.change(id)),
      'change',
    )
    press.setAttribute('aria-label', `${say('answer')}: ${title}`)
    missing.append(h('li', {}, `${title} `, press))
  }
  const box = h(
    'section',
    { class: 'prompt' },
    heading,
    h('p', {}, say('checking.why')),
    answerList(
      entries.filter(({ stands }) => stands),
      act.change,
    ),
    ...(prompt.unanswered.length > 0 ? [h('h3', {}, say('checking.unanswered')), missing] : []),
    h('div', { class: 'actions' }, button(say('checking.continue'), act.check, 'main')),
  )
  return { box, heading }
}
