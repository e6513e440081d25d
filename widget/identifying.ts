import { identifying, isFormal } from '../machines/identifying/identifying.ts'
import type { DeedBody, View } from '../server/protocol.ts'
import type { Part } from './part-fields.ts'

/**
 * The search for what may say who a child is, and what is shown of it. It is a script of its own, with its own
 * words, which comes after the first question: so it is handed what it draws with and imports nothing that draws.
 */
type Tools = Pick<typeof import('./dom.ts'), 'h' | 'on' | 'button'> &
  Pick<typeof import('./words.ts'), 'say'>

declare const built: { words: string }

/** The words of what is shown here; the build puts them in the place of this very expression. */
export const words = JSON.parse(built.words) as Readonly<Record<string, string>>

type Deal = Extract<DeedBody, { type: 'identifier' }>
type Act = Deal['act']
type Kind = ReturnType<typeof identifying>[number]['kind']
type Field = HTMLInputElement | HTMLTextAreaElement
type Found = { field: Field; part: string; words: string; kind: Kind; start: number; end: number }

/** What is put in the place of words of a kind: for a name, the child or somebody else. */
const inPlace = ({ say }: Tools, kind: Kind, act: Act): string =>
  say(`identity.${kind !== 'name' ? kind : act === 'replace' ? 'child' : 'other'}`)

const sentence = ({ say }: Tools, { words, kind }: { words: string; kind: Kind }) =>
  say('identity.found', { words, kind: say(`identity.${kind}`) })

/** The presses that deal with one thing that was found, described by the sentence that says what it looks like. */
function presses(tools: Tools, kind: Kind, described: string, deal: (act: Act) => void) {
  const { button, h, say } = tools
  const acts: Act[] =
    kind === 'name' ? ['replace', 'replace-other', 'confirm'] : ['replace', 'confirm']
  return h(
    'div',
    { class: 'actions' },
    ...acts.map((act) => {
      const label =
        act === 'confirm'
          ? say('identity.not-theirs')
          : say('identity.replace', { words: inPlace(tools, kind, act) })
      const press = button(label, () => deal(act))
      press.setAttribute('aria-describedby', described)
      return press
    }),
  )
}

/**
 * Looks through what is being written, before it is sent: what is found is dealt with in the fields, one press each.
 * @param known words of the answer that was there, of which it has been said that they are not the child's
 */
export function dealInForm(
  tools: Tools,
  form: HTMLFormElement,
  parts: readonly Part[],
  known: readonly { part: string; words: string }[],
) {
  const { button, h, on, say } = tools
  const confirmed = [...known]
  let seen: string | null = null

  const all = (): Found[] =>
    parts
      .filter(({ mayName }) => mayName)
      .flatMap(({ id }) =>
        [
          ...form.querySelectorAll<Field>(`[data-part="${CSS.escape(id)}"] :is(input, textarea)`),
        ].flatMap((field) =>
          identifying(field.value, new Date().getFullYear()).map((found) => ({
            ...found,
            field,
            part: id,
            words: field.value.slice(found.start, found.end),
          })),
        ),
      )
  const isConfirmed = ({ part, words }: Found) =>
    confirmed.some((one) => one.part === part && one.words === words)
  const open = () => all().filter((found) => !isConfirmed(found))

  const deal = ({ field, part, words, kind, start, end }: Found, act: Act, next: () => void) => {
    if (act === 'confirm') confirmed.push({ part, words })
    else {
      field.setRangeText(inPlace(tools, kind, act), start, end)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    next()
  }

  const item = (found: Found, place: number, next: () => void) => {
    const id = `identity-${place}`
    const goTo = on(h('a', { href: `#${found.field.id}`, id }, sentence(tools, found)), {
      click: (event) => {
        event.preventDefault()
        found.field.focus()
        found.field.setSelectionRange(found.start, found.end)
      },
    })
    return h(
      'li',
      {},
      goTo,
      presses(tools, found.kind, id, (act) => deal(found, act, next)),
    )
  }

  const show = (again: () => void): HTMLElement | null => {
    form.querySelector('.identity')?.remove()
    const found = open()
    if (found.length === 0) return null
    const next = () => {
      const left = show(again)
      const to = left?.querySelector('li button') ?? form.querySelector('button.main')
      if (to instanceof HTMLElement) to.focus()
    }
    const carryOn = button(say('identity.carry-on'), () => {
      seen = String(open().map((one) => one.words))
      again()
    })
    const box = h(
      'div',
      {
        class: 'problem identity',
        role: 'group',
        tabindex: -1,
        'aria-labelledby': 'identity-title',
        'aria-describedby': 'identity-words',
      },
      h('h3', { id: 'identity-title' }, say('identity.title')),
      h('p', { id: 'identity-words' }, say('identity.words')),
      h('ul', {}, ...found.map((one, place) => item(one, place, next))),
      !found.some(({ kind }) => isFormal(kind)) && h('div', { class: 'actions' }, carryOn),
    )
    form.prepend(box)
    return box
  }

  return {
    /** Goes on where nothing is left to deal with, or it was said to carry on; `again` is how that is then done. */
    look(go: () => void, again: () => void): void {
      const left = open()
      if (left.length > 0 && String(left.map((one) => one.words)) !== seen) show(again)?.focus()
      else {
        form.querySelector('.identity')?.remove()
        go()
      }
    },
    /** What was said here not to be the child's, and still stands in the fields. */
    confirmed: () =>
      [
        ...new Map(
          all()
            .filter(isConfirmed)
            .map((one) => [`${one.part} ${one.words}`, one]),
        ).values(),
      ]
        .filter(({ part, words }) => !known.some((one) => one.part === part && one.words === words))
        .map(({ part, words }) => ({ part, words })),
  }
}

/**
 * What earlier answers hold that may say who the child is, before any paper is made of them: each dealt with by one
 * press, or by changing the answer.
 */
export function dealEarlier(
  tools: Tools,
  found: NonNullable<View['pointedOut']>,
  { send, change }: { send: (deal: Deal) => void; change: (question: string) => void },
): { box: HTMLElement; heading: HTMLElement; first: HTMLElement | null } {
  const { button, h, say } = tools
  const heading = h('h2', { tabindex: -1 }, say('identity.earlier'))
  const questions = [...new Set(found.map(({ question }) => question))]
  const groups = questions.map((question) => {
    const own = found.filter((one) => one.question === question)
    const title = own[0]?.title ?? ''
    const press = button(say('change'), () => change(question), 'change')
    press.setAttribute('aria-label', say('change.of', { question: title }))
    return h(
      'li',
      {},
      h('b', {}, title),
      ' ',
      press,
      ...own.flatMap(({ kind, part, words }, place) => {
        const id = `identity-${question}-${place}`
        return [
          h('p', { id }, sentence(tools, { kind, words })),
          presses(tools, kind, id, (act) =>
            send({ type: 'identifier', question, part, words, act }),
          ),
        ]
      }),
    )
  })
  const box = h(
    'section',
    { class: 'pointer identity' },
    heading,
    h('p', {}, say('identity.earlier.words')),
    h('ul', {}, ...groups),
  )
  return { box, heading, first: box.querySelector('li .actions button') }
}
