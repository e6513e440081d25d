import type {
  ClientMessage,
  DeedBody,
  ServerMessage,
  SummaryDocument,
  View,
} from '../server/protocol.ts'
import { Link } from './connection.ts'
import { button, h } from './dom.ts'
import { dropDraft, forgetRing, heldRing, newRing, type Ring } from './key-ring.ts'
import { alertBoxes, checking, overview, soFar, steps } from './parts.ts'
import { questionForm, showProblem } from './question-form.ts'
import { startPage } from './start-page.ts'
import { statusLine } from './status-line.ts'
import { stopPage } from './stop-page.ts'
import { summaryPage } from './summary-page.ts'
import { frameLimit, say } from './words.ts'

type Format = Extract<ClientMessage, { type: 'document' }>['format']

type UnderWay = { id: string; answers?: string; format?: Format; then?: DeedBody }

/** The chat page: one question at a time, what was said above it, and help in danger at every step. */
export class ConversationElement extends HTMLElement {
  #link: Link | null = null
  #view: View | null = null
  #entries = new Map<string, View['entries'][number]>()
  #about: View['about']
  #underWay: UnderWay | null = null
  /** Whether the person has just pressed Start, so that the first question takes the focus. */
  #starting = false
  #unsaved: () => Record<string, unknown> | null = () => null
  #documents = new Map<Format, (content: string, name: string) => void>()

  readonly #status = statusLine()
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
    if (ring) this.#begin(ring)
    else this.#start()
  }

  disconnectedCallback(): void {
    this.#link?.close()
  }

  #start(words?: string): void {
    this.#danger.hidden = true
    const begin = (area: string, mode: 'live' | 'rehearsal') => {
      this.#starting = true
      this.#begin(newRing(area, mode))
    }
    this.#main.replaceChildren(startPage(begin, words))
  }

  #begin(ring: Ring): void {
    this.#link = new Link(
      ring,
      (message) => this.#heard(message),
      (state) => this.#status.show(state),
    )
  }

  #leave(): void {
    this.#link?.close()
    forgetRing()
    this.replaceChildren()
    location.replace(say('leave.to'))
  }

  /** Sends a deed answering the question on the page; a second press while one is under way is nothing. */
  #send(deed: DeedBody, then?: DeedBody): void {
    if (!this.#view || this.#underWay) return
    const message = {
      ...deed,
      id: crypto.randomUUID(),
      revision: this.#view.revision,
    } as ClientMessage
    if (message.type === 'open' || message.type === 'document') return
    if (new TextEncoder().encode(JSON.stringify(message)).length > frameLimit) {
      this.#problem(say('rejected.too-large'), undefined)
      return
    }
    // "I don't know" is an answer; the words written before it stay, should the person come back.
    const answers =
      message.type === 'answer' && message.value !== 'not-known' ? message.question : undefined
    if (!this.#link?.send(message)) return
    this.#wait({ id: message.id, ...(answers && { answers }), ...(then && { then }) })
  }

  #fetch(format: Format, give: (content: string, name: string) => void): void {
    if (this.#underWay) return
    const message = { type: 'document', id: crypto.randomUUID(), format } as const
    this.#documents.set(format, give)
    if (this.#link?.send(message)) this.#wait({ id: message.id, format })
  }

  #wait(underWay: UnderWay): void {
    this.#underWay = underWay
    this.#main.setAttribute('aria-busy', 'true')
  }

  #heard(message: ServerMessage): void {
    const own = this.#underWay !== null && message.re === this.#underWay.id ? this.#underWay : null
    if (own) {
      this.#underWay = null
      this.#main.removeAttribute('aria-busy')
    }
    if (message.type === 'document') {
      this.#documents.get(message.format)?.(message.content, message.name)
      return
    }
    if (message.type === 'view') {
      if (own?.answers) dropDraft(own.answers)
      const known = this.#view?.revision
      if (!message.view.whole && known !== undefined && message.view.revision < known) return
      this.#take(message.view)
      const { can } = message.view
      if (own?.then && (own.then.type === 'refer' ? can.refer : can.overview)) {
        this.#send(own.then)
        return
      }
      // A new connection that brings nothing new leaves the page, and the focus, as they are; so does one
      // that comes before the answer under way is settled.
      const news = own !== null || this.#starting || message.view.revision !== known
      if (news && !this.#underWay) this.#draw(own !== null || this.#starting)
      this.#starting = false
      return
    }
    if (message.view) {
      this.#take(message.view)
      this.#draw(true)
    }
    if (message.reason === 'unknown-session' || message.reason === 'wrong-key') {
      this.#link?.close()
      forgetRing()
      this.#status.line.textContent = ''
      this.#start(message.words)
      return
    }
    this.#problem(message.words, message.part)
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
    const view = this.#view
    if (!view) return
    const { prompt, can } = view
    this.#danger.hidden = !can.danger
    const place = this.#prompt(view)
    const entries = [...this.#entries.values()]
    const change = (question: string) => this.#send({ type: 'revisit', question })
    const asked = prompt.waits === 'question' ? prompt.question.id : null
    const quiet = [
      can.back && button(say('back'), () => this.#send({ type: 'back' })),
      can.overview && button(say('overview'), () => this.#onward({ type: 'overview' })),
      can.refer && button(say('refer'), () => this.#onward({ type: 'refer' })),
      button(say('stop'), () => this.#stop()),
    ]
    const { boxes, raised } = alertBoxes(view, {
      refer: () => this.#onward({ type: 'refer' }),
      danger: () => this.#send({ type: 'danger' }),
      carryOn: () => place.heading.focus(),
    })
    this.#main.replaceChildren(
      ...(this.#about?.mode === 'rehearsal'
        ? [h('p', { class: 'training' }, say('rehearsal'))]
        : []),
      steps(view.steps),
      ...(prompt.waits === 'checking' ? [] : [soFar(entries, asked, change)]),
      ...boxes,
      place.box,
      h('nav', { class: 'ways', 'aria-label': say('ways') }, ...quiet),
      ...(this.#about ? [h('p', { class: 'about' }, this.#about.words)] : []),
    )
    if (moved) (raised ?? place.heading).focus()
  }

  #prompt(view: View): { box: HTMLElement; heading: HTMLElement } {
    const { prompt } = view
    this.#unsaved = () => null
    switch (prompt.waits) {
      case 'question': {
        const { question } = prompt
        const { form, heading, unsaved } = questionForm(question, view.can, (value) =>
          this.#send({ type: 'answer', question: question.id, value: value as never }),
        )
        this.#unsaved = unsaved
        return { box: form, heading }
      }
      case 'overview':
        return overview(
          prompt,
          (domain) => this.#send({ type: 'domain', domain }),
          () => this.#send({ type: 'leave-screening' }),
        )
      case 'checking':
        return checking(prompt, [...this.#entries.values()], {
          change: (question) => this.#send({ type: 'revisit', question }),
          domain: (domain) => this.#send({ type: 'domain', domain }),
          check: () => this.#send({ type: 'check' }),
        })
      case 'leaving': {
        const page = summaryPage((format, give) => this.#fetch(format, give))
        this.#fetch('page', (content) => page.draw(JSON.parse(content) as SummaryDocument))
        return page
      }
    }
  }

  /** Goes elsewhere on the route, and takes along what stands written at the question being left. */
  #onward(deed: DeedBody): void {
    const value = this.#unsaved()
    const prompt = this.#view?.prompt
    if (value === null || prompt?.waits !== 'question') this.#send(deed)
    else this.#send({ type: 'answer', question: prompt.question.id, value }, deed)
  }

  #stop(): void {
    const { box, heading } = stopPage(() => this.#draw(true))
    this.#main.replaceChildren(box)
    heading.focus()
  }
}
