import type { HandrailChat, HandrailChatEvent } from './handrail-chat.d.ts'

/** What the build writes in, so that the loader is one small file: a style and the few words it needs. */
declare const built: { style: string; title: string; open: string; close: string; leaveTo: string }

/** The properties, each with the attribute that holds it. `role` would be the element's role for assistive technology. */
const attributes = {
  tenant: 'tenant',
  area: 'area',
  mode: 'mode',
  prefillRole: 'prefill-role',
  prefillAgency: 'prefill-agency',
}
const properties = Object.keys(attributes) as (keyof typeof attributes)[]

/** What the frame may do. Each is needed by something the page has; DECISIONS.md says by what. */
const sandbox =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-modals allow-top-navigation-by-user-activation'

const sheet = new CSSStyleSheet()
sheet.replaceSync(built.style)

/** The one element of the embed: a frame of the service's own origin, and the little that crosses its edge. */
export class HandrailChatElement extends HTMLElement implements HandrailChat {
  /** The origin this file was loaded from, and the only one it frames and listens to. */
  static service = ''

  declare tenant: string
  declare area: string
  declare mode: HandrailChat['mode']
  declare prefillRole: string
  declare prefillAgency: string

  readonly #root = this.attachShadow({ mode: 'open' })
  readonly #frame = document.createElement('iframe')
  readonly #button = document.createElement('button')
  #ready = false
  #ending = false

  connectedCallback(): void {
    for (const property of properties) {
      if (!Object.hasOwn(this, property)) continue
      // Set before the element was defined, it hides the accessor.
      const value = this[property]
      Reflect.deleteProperty(this, property)
      Reflect.set(this, property, value)
    }
    addEventListener('message', this.#heard)
    this.#root.adoptedStyleSheets = [sheet]
    this.#frame.title = built.title
    this.#frame.allow = 'clipboard-write'
    this.#frame.referrerPolicy = 'no-referrer'
    this.#frame.setAttribute('sandbox', sandbox)
    this.#frame.onload = () => this.#say('hello')
    this.#button.onclick = () => (this.#frame.hidden ? this.open() : this.close())
    const bubble = this.mode === 'bubble'
    this.#root.replaceChildren(...(bubble ? [this.#button] : []))
    this.#frame.hidden = bubble
    this.#label()
    if (!bubble) this.#load()
  }

  disconnectedCallback(): void {
    this.#ready = false
    removeEventListener('message', this.#heard)
  }

  open(): void {
    this.#load()
    this.#frame.hidden = false
    this.#label()
    this.#frame.focus()
    this.#tell('open')
  }

  close(): void {
    this.#frame.hidden = true
    this.#label()
    this.#button.focus()
    this.#tell('close')
  }

  end(): void {
    this.#ending = true
    this.open()
    this.#askToEnd()
  }

  /** Asks at once, or as soon as the page in the frame can hear it. */
  #askToEnd(): void {
    if (!this.#ready || !this.#ending) return
    this.#ending = false
    this.#say('end')
  }

  /** Loads the page, unless it is there. What only the page reads is after the `#`, which no server is sent. */
  #load(): void {
    if (this.#frame.isConnected) return
    const { tenant, area, prefillRole: role, prefillAgency: agency } = this
    const style = getComputedStyle(this)
    const own = (name: string) => style.getPropertyValue(`--handrail-${name}`).trim()
    const theme = ['accent', 'accent-dark', 'radius', 'font'].map((name) => [name, own(name)])
    this.#frame.src = `${HandrailChatElement.service}/?${new URLSearchParams({ tenant, area })}#${new URLSearchParams([['role', role], ['agency', agency], ...theme])}`
    this.#root.prepend(this.#frame)
  }

  #label(): void {
    this.#button.textContent = this.#frame.hidden ? built.open : built.close
    this.#button.setAttribute('aria-expanded', `${!this.#frame.hidden}`)
  }

  #say(word: 'hello' | 'end'): void {
    this.#frame.contentWindow?.postMessage(`handrail:${word}`, HandrailChatElement.service)
  }

  readonly #heard = ({ data, origin, source }: MessageEvent): void => {
    if (origin !== HandrailChatElement.service || source !== this.#frame.contentWindow) return
    const kind = (['ready', 'turn', 'complete', 'exit'] as const).find(
      (one) => data === `handrail:${one}`,
    )
    if (!kind) return
    if (kind === 'exit') leave()
    this.#tell(kind)
    if (kind !== 'ready') return
    this.#ready = true
    this.#askToEnd()
  }

  #tell(kind: HandrailChatEvent): void {
    this.dispatchEvent(new CustomEvent(kind, { bubbles: true, composed: true, detail: null }))
  }
}

for (const property of properties) {
  const name = attributes[property]
  Object.defineProperty(HandrailChatElement.prototype, property, {
    get(this: HTMLElement) {
      return this.getAttribute(name) ?? ''
    },
    set(this: HTMLElement, value: string) {
      this.setAttribute(name, value)
    },
    enumerable: true,
    configurable: true,
  })
}

/** Leads the whole window away. The frame does the same, but may not where nothing was just clicked in it. */
function leave(): void {
  try {
    top?.location.replace(built.leaveTo)
  } catch {
    location.replace(built.leaveTo)
  }
}
