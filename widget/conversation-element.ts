import type { DeedBody, ServerMessage, View } from '../server/protocol.ts'
import { conversationPage } from './conversation-page.ts'
import { button, h } from './dom.ts'
import { earlierPage } from './earlier-page.ts'
import { isIdle } from './idle.ts'
import { dropDraft, forgetRing, heldRing, newRing, type Ring } from './key-ring.ts'
import { showProblem } from './question-form.ts'
import { ringForCode } from './ring-for-code.ts'
import { shutPage } from './shut-page.ts'
import { startPage } from './start-page.ts'
import { statusLine } from './status-line.ts'
import { stopPage } from './stop-page.ts'
import { type About, type Asked, Talk } from './talk.ts'
import { frameLimit, say } from './words.ts'

type Refusal = Extract<ServerMessage, { type: 'rejected' }>

/** The refusals after which this page speaks no more in its session, and holds no way to it. */
const final = ['unknown-session', 'wrong-key', 'expired', 'wrong-code', 'damaged', 'rewound']

/** The chat page: one question at a time, what was said above it, and help in danger at every step. */
export class ConversationElement extends HTMLElement {
  #view: View | null = null
  #entries = new Map<string, View['entries'][number]>()
  #about: View['about']
  /** Whether the person has just pressed Start, so that the first question takes the focus. */
  #starting = false
  #watch = 0
  #unsaved: () => Record<string, unknown> | null = () => null

  readonly #status = statusLine()
  readonly #talk = new Talk(
    (message, own) => this.#heard(message, own),
    (state) => this.#status.show(state),
    (waiting) =>
      waiting
        ? this.#main.setAttribute('aria-busy', 'true')
        : this.#main.removeAttribute('aria-busy'),
  )
  readonly #main = h('main', { id: 'main' })
  readonly #danger = button(say('danger'), () => this.#send({ type: 'danger' }), 'danger')

  connectedCallback(): void {
    const leave = button(say('leave'), () => this.#leave(), 'leave')
    this.replaceChildren(
      h(
        'header',
        {},
        h('h1', { class: 'name' }, h('b', {}, say('page.name')), ` ${say('page.strapline')}`),
        h('div', { class: 'safety' }, h('p', {}, say('danger.line')), this.#danger, leave),
      ),
      this.#status.line,
      this.#main,
    )
    const ring = heldRing()
    if (ring) this.#talk.begin(ring, false)
    else this.#start()
    this.#watch = window.setInterval(() => {
      if (this.#view && isIdle()) this.#shut(say('locked.title'), say('rejected.locked'))
    }, 5_000)
  }

  disconnectedCallback(): void {
    this.#talk.end()
    clearInterval(this.#watch)
  }

  #start(words?: string): void {
    this.#danger.hidden = true
    const begin = (ring: Ring) => {
      this.#starting = true
      this.#talk.begin(ring, false)
    }
    const start = {
      begin: (area: string, mode: Ring['mode']) => begin(newRing(area, mode)),
      comeBack: async (code: string) => {
        const ring = await ringForCode(code)
        if (typeof ring === 'string') return say(ring)
        begin(ring)
        return null
      },
    }
    this.#main.replaceChildren(startPage(start, words))
  }

  #leave(): void {
    this.#forget()
    this.replaceChildren()
    location.replace(say('leave.to'))
  }

  /** Lets go of everything this page holds of the conversation, and of the way to it. */
  #forget(): void {
    this.#hush()
    forgetRing()
  }

  /** Closes the line and takes the conversation off the page; the tab keeps its way back. */
  #hush(): void {
    this.#talk.end()
    this.#view = null
    this.#entries.clear()
    this.#status.line.textContent = ''
  }

  /** Sends a deed answering the question on the page. */
  #send(deed: DeedBody, onward?: DeedBody): void {
    if (!this.#view) return
    const message = { ...deed, id: '', revision: this.#view.revision } as Asked
    // An id and its quotation marks are still to come.
    if (new TextEncoder().encode(JSON.stringify(message)).length > frameLimit - 40) {
      this.#problem(say('rejected.too-large'), undefined)
      return
    }
    // "I don't know" is an answer; the words written before it stay, should the person come back.
    const answered = message.type === 'answer' && message.value !== 'not-known'
    this.#talk.ask(message, {
      answers: answered ? message.question : undefined,
      then: onward,
    })
  }

  #heard(message: ServerMessage, own: About | null): void {
    if (message.type === 'view') this.#shown(message.view, own)
    else if (message.type === 'rejected') this.#refused(message)
    else own?.give?.(message)
  }

  #shown(view: View, own: About | null): void {
    if (own?.answers) dropDraft(own.answers)
    const known = this.#view?.revision
    if (!view.whole && known !== undefined && view.revision < known) return
    this.#take(view)
    if (own?.then && (own.then.type === 'refer' ? view.can.refer : view.can.overview)) {
      this.#send(own.then)
      return
    }
    // A new connection that brings nothing new leaves the page, and the focus, as they are; so does one
    // that comes before the answer under way is settled.
    const news = own !== null || this.#starting || view.revision !== known
    if (news && !this.#talk.waiting) this.#draw(own !== null || this.#starting)
    this.#starting = false
  }

  #refused({ reason, words, view, part }: Refusal): void {
    if (reason === 'locked' && !isIdle()) {
      // Someone who is writing has said nothing for a while and is not away.
      this.#talk.openAgain()
    } else if (reason === 'locked') this.#shut(say('locked.title'), words)
    else if (reason === 'elsewhere' || reason === 'taken-over') {
      this.#shut(say('elsewhere.title'), words, true)
    } else if (final.includes(reason)) {
      this.#forget()
      this.#start(words)
    } else {
      if (view) {
        this.#take(view)
        this.#draw(true)
      }
      this.#problem(words, part)
    }
  }

  /** Takes everything off the page, until the person who has this tab carries on. */
  #shut(title: string, words: string, takeOver = false): void {
    this.#hush()
    this.#danger.hidden = true
    const go = () => {
      const ring = heldRing()
      this.#starting = true
      if (ring) this.#talk.begin(ring, takeOver)
    }
    this.#show(shutPage(title, words, [{ words: say('carry-on-here'), go }]))
  }

  #problem(words: string, part: string | undefined): void {
    const place = this.#main.querySelector<HTMLElement>('form, .prompt')
    if (place) showProblem(place, words, part)
    else this.#status.line.textContent = words
  }

  #take(view: View): void {
    if (view.whole) this.#entries.clear()
    for (const entry of view.entries) this.#entries.set(entry.question, entry)
    this.#about = view.about ?? this.#about
    this.#view = view
  }

  /** @param moved whether the person's own action brought them here, and the focus follows them */
  #draw(moved: boolean): void {
    if (!this.#view) return
    this.#danger.hidden = !this.#view.can.danger
    const entries = [...this.#entries.values()]
    const page = conversationPage(this.#view, entries, this.#about, this.#actions)
    this.#unsaved = page.unsaved
    this.#main.replaceChildren(...page.children)
    if (moved) page.focus.focus()
  }

  readonly #actions: Parameters<typeof conversationPage>[3] = {
    send: (deed) => this.#send(deed),
    onward: (deed) => this.#onward(deed),
    stop: () => this.#show(stopPage(this.#about?.until ?? '', this.#stopping)),
    bringEarlier: () =>
      this.#show(earlierPage({ send: (deed) => this.#send(deed), back: () => this.#draw(true) })),
    fetch: (format, give) => this.#talk.document(format, give),
    handOver: (said) =>
      this.#talk.handOver((until) => {
        if (this.#about) this.#about = { ...this.#about, until }
        said(say('handed-over', { until }))
      }),
    end: () => this.#end(),
  }

  /** Goes elsewhere on the route, and takes along what stands written at the question being left. */
  #onward(deed: DeedBody): void {
    const value = this.#unsaved()
    const prompt = this.#view?.prompt
    if (value === null || prompt?.waits !== 'question') this.#send(deed)
    else this.#send({ type: 'answer', question: prompt.question.id, value }, deed)
  }

  readonly #stopping: Parameters<typeof stopPage>[1] = {
    resume: () => this.#draw(true),
    code: (give) => this.#talk.code(give),
    end: () => this.#end(),
  }

  /** Asks once more, and then has the service erase the conversation. */
  #end(): void {
    const erased = () => {
      this.#forget()
      this.#start(say('ended'))
    }
    this.#show(
      shutPage(say('end.title'), say('end.words'), [
        { words: say('end.sure'), go: () => this.#talk.erase(erased) },
        { words: say('end.not'), go: () => this.#draw(true) },
      ]),
    )
  }

  #show({ box, heading }: { box: HTMLElement; heading: HTMLElement }): void {
    this.#main.replaceChildren(box)
    heading.focus()
  }
}
