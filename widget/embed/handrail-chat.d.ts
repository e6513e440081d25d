/** What happens on the element, as an event that bubbles, is composed, and carries nothing: its `detail` is null. */
export type HandrailChatEvent = 'ready' | 'open' | 'close' | 'turn' | 'complete' | 'exit'

/** `<handrail-chat>`: the chat page of a Handrail service, in a frame of that service's own origin. */
export interface HandrailChat extends HTMLElement {
  /** What the service knows this page's organisation by. Public. */
  tenant: string
  /** The id of the area whose protocol is followed. */
  area: string
  /** A block in the page, a button that opens a panel, or the whole window. */
  mode: '' | 'inline' | 'bubble' | 'page'
  /** The id of the role that stands chosen when the person is asked for theirs. */
  prefillRole: string
  /** The agency that stands written when the person is asked for theirs. Never a name. */
  prefillAgency: string
  /** Shows the conversation, and moves the focus into it. */
  open(): void
  /** Puts it out of sight. Nothing of it ends. */
  close(): void
  /** Shows it, at the place where the person can stop or have everything deleted. Only they can say so. */
  end(): void
  addEventListener(
    type: HandrailChatEvent,
    listener: ((this: HandrailChat, event: CustomEvent<null>) => unknown) | null,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: HandrailChat, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
}

declare global {
  interface HTMLElementTagNameMap {
    'handrail-chat': HandrailChat
  }
}
