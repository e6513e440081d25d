import { button, h, on } from './dom.ts'
import { say } from './words.ts'

/**
 * What stands above every page: its name, help in danger, and the ways out of sight. Leaving is a link, so that it
 * works before the script has come and without one.
 */
export function pageHeader(act: { danger: () => void; hide: () => void; leave: () => void }): {
  header: HTMLElement
  danger: HTMLElement
} {
  const danger = button(say('danger'), act.danger, 'danger')
  danger.setAttribute('hidden', '')
  const leave = h(
    'a',
    {
      href: say('leave.to'),
      role: 'button',
      class: 'leave',
      rel: 'noreferrer',
      draggable: 'false',
    },
    say('leave'),
  )
  on(leave, {
    click: (event) => {
      event.preventDefault()
      act.leave()
    },
    keydown: (event) => {
      if (event.key !== ' ') return
      event.preventDefault()
      act.leave()
    },
  })
  const header = h(
    'header',
    {},
    h('h1', { class: 'name' }, h('b', {}, say('page.name')), ` ${say('page.strapline')}`),
    h(
      'div',
      { class: 'safety' },
      h('p', {}, say('danger.line')),
      danger,
      button(say('hide'), act.hide, 'hide'),
      leave,
    ),
  )
  return { header, danger }
}
