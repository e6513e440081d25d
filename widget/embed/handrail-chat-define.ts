import { HandrailChatElement } from './handrail-chat-element.ts'

/** Makes `<handrail-chat>` known to the page, once, however often the loader is there. */
export function defineHandrailChat(service: string): void {
  if (customElements.get('handrail-chat')) return
  HandrailChatElement.service = service
  customElements.define('handrail-chat', HandrailChatElement)
}
