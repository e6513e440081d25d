import type { DeedBody, ServerMessage, View } from '../server/protocol.ts'
import { announcements } from './announcer.ts'
import { conversationPage } from './conversation-page.ts'
import { cover } from './cover.ts'
import { h } from './dom.ts'
import { donePage } from './done-page.ts'
import { earlierPage } from './earlier-page.ts'
import { listenToHost, tellTurn } from './host-link.ts'
import { isIdle, onIdle } from './idle.ts'
import { dropDraft, forgetRing, heldRing, keepRing, newRing } from './key-ring.ts'
import { leavePage } from './leave.ts'
import { pageHeader } from './page-header.ts'
import { showProblem, typedIn } from './question-form.ts'
import { ringForCode } from './ring-for-code.ts'
import { Shown } from './shown.ts'
import { shutPage } from './shut-page.ts'
import { startPage } from './start-page.ts'
import { statusLine } from './status-line.ts'
import { stopPage } from './stop-page.ts'
import { takePlace } from './take-place.ts'
import { type About, type Asked, Talk } from './talk.ts'
import { onWaysOut } from './ways-out.ts'
import { say, start } from './words.ts'

type Refusal = Extract<ServerMessage, { type: 'rejected' }>

/** The refusals after which this page speaks no more in its session, and holds no way to it. */
const final = ['unknown-session', 'wrong-key', 'expired', 'wrong-code', 'damaged', 'rewound']

/** The chat page: one question at a time, what was said above it, and help in danger at every step. */
export class ConversationElement extends HTMLElement {
  readonly #shown = new Shown()
  /** Whether the person has just come in, so that what they come to takes the focus. */
  #starting = false
  /** What is done once nobody has touched the page for a while. */
  #onIdle = () => {}
  /** What ends the listening and the watching. */
  #ends: (() => void)[] = []

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
  readonly #ways = { hide: () => cover(this), leave: leavePage }
  readonly #head = pageHeader({ danger: () => this.#send({ type: 'danger' }), ...this.#ways })

  connectedCallback(): void {
    const ring = heldRing()
    if (ring) {
      this.#main.replaceChildren(h('p', {}, say('status.returning')))
      this.#talk.begin(ring)
    } else this.#start()
    takePlace(this, [this.#head.header, this.#status.line, this.#main, announcements])
    const soon = (isSoon: boolean) =>
      this.#shown.view && this.#status.say(isSoon ? say('locked.soon') : '')
    this.#ends = [onIdle(soon, () => this.#onIdle()), onWaysOut(this.#ways)]
    listenToHost(() => this.#shown.view && this.#stop())
  }

  disconnectedCallback(): void {
    this.#talk.end()
    for (const end of this.#ends) end()
  }

  /** Shows the first page. Its line is dialled ahead, and opens nothing until the first question is answered. */
  #start(words?: string): void {
    this.#hush()
    const ring = newRing(start.area)
    const acts: Parameters<typeof startPage>[1] = {
      answer: (deed, mode) => {
        ring.mode = mode
        keepRing(ring)
        this.#take(start.first)
        this.#send(deed)
      },
      comeBack: async (code) => {
        const found = await ringForCode(code)
        if (typeof found === 'string') return say(found)
        this.#starting = true
        this.#talk.begin(found)
        return null
      },
      touched: () => this.#talk.ready(),
    }
    this.#main.replaceChildren(startPage(start, acts, words))
    this.#main.querySelector<HTMLElement>('.problem')?.focus()
    this.#talk.begin(ring, { ahead: true })
  }

  /** Lets go of everything this page holds of the conversation, and of the way to it. */
  #forget(): void {
    this.#hush()
    forgetRing()
  }

  /** Closes the line and takes the conversation off the page; the tab keeps its way back. */
  #hush(): void {
    this.#talk.end()
    this.#shown.clear()
    this.#onIdle = () => {}
    this.#head.danger.hidden = true
    this.#status.say('')
  }

  /** Sends a deed answering the question on the page. */
  #send(deed: DeedBody, then: readonly DeedBody[] = [], follows = false): void {
    const { view } = this.#shown
    if (!view) return
    // "I don't know" is an answer; the words written before it stay, should the person come back.
    const answered = deed.type === 'answer' && deed.value !== 'not-known'
    const about = { answers: answered ? deed.question : undefined, then, follows }
    const message = { ...deed, id: '', revision: view.revision } as Asked
    if (!this.#talk.ask(message, about)) this.#problem(say('rejected.too-large'), undefined)
  }

  #heard(message: ServerMessage, own: About | null): void {
    if (message.type === 'view') this.#came(message.view, own)
    else if (message.type !== 'rejected') own?.give?.(message)
    else if (own?.follows && message.reason === 'not-now') this.#draw(true)
    else this.#refused(message)
  }

  #came(view: View, own: About | null): void {
    if (own?.answers) dropDraft(own.answers)
    const known = this.#shown.view?.revision
    if (!this.#take(view)) return
    if (own) tellTurn(view.prompt.waits === 'leaving')
    const [next, ...then] = own?.then ?? []
    if (next && (next.type === 'refer' || next.type === 'overview' ? view.can[next.type] : true)) {
      this.#send(next, then, true)
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
    else if (reason === 'elsewhere' || reason === 'taken-over')
      this.#shut(say('elsewhere.title'), words, true)
    else if (final.includes(reason)) this.#over(words)
    else {
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
    const go = () => {
      const ring = heldRing()
      this.#starting = true
      if (ring) this.#talk.begin(ring, { takeOver })
    }
    this.#show(shutPage(title, words, [{ words: say('carry-on-here'), go }]))
  }

  /** Lets go of a conversation that is no more; what somebody was writing is theirs to copy until they go on. */
  #over(words: string): void {
    const typed = isIdle() ? '' : typedIn(this.#main)
    this.#forget()
    if (typed === '') this.#start(words)
    else {
      this.#onIdle = () => this.#start()
      const ways = [{ words: say('expired.again'), go: this.#onIdle }]
      this.#show(shutPage(say('expired.title'), words, ways, typed))
    }
  }

  #problem(words: string, part: string | undefined): void {
    const [place] = this.#main.querySelectorAll<HTMLElement>('form[data-question], section.prompt')
    if (place) showProblem(place, words, part)
    else this.#status.say(words)
  }

  #take(view: View): boolean {
    this.#onIdle = () => this.#shut(say('locked.title'), say('rejected.locked'))
    return this.#shown.take(view)
  }

  /** @param moved whether the person's own action brought them here, and the focus follows them */
  #draw(moved: boolean): void {
    const { view, entries, about } = this.#shown
    if (!view) return
    this.#head.danger.hidden = !view.can.danger
    const page = conversationPage(view, entries, about, this.#actions)
    this.#main.replaceChildren(...page.children)
    if (moved) page.focus.focus()
  }

  readonly #actions: Parameters<typeof conversationPage>[3] = {
    send: (deed, ...onward) => this.#send(deed, onward),
    redraw: () => this.#draw(true),
    stop: () => this.#stop(),
    bringEarlier: () =>
      this.#show(earlierPage({ send: (deed) => this.#send(deed), back: this.#asides.back })),
    fetch: (...asked) => this.#talk.document(...asked),
    handOver: () =>
      this.#talk.handOver((until, next) => {
        this.#shown.keptUntil(until)
        this.#show(donePage(until, next, this.#asides))
      }),
    end: () => this.#end(),
  }

  /** The ways on from a page that stands beside the conversation. */
  readonly #asides = { back: () => this.#draw(true), end: () => this.#end() }

  #stop(): void {
    this.#show(
      stopPage(this.#shown.about?.until ?? '', {
        ...this.#asides,
        code: (give) => this.#talk.code(give),
      }),
    )
  }

  /** Asks once more, and then has the service erase the conversation. */
  #end(): void {
    const erased = () => {
      this.#forget()
      this.#start(say('ended'))
    }
    const sure = { words: say('end.sure'), go: () => this.#talk.erase(erased) }
    const not = { words: say('end.not'), go: () => this.#draw(true) }
    this.#show(shutPage(say('end.title'), say('end.words'), [sure, not]))
  }

  #show({ box, heading }: ReturnType<typeof shutPage>): void {
    this.#main.replaceChildren(box)
    heading.focus()
  }
}
