import { ConversationElement } from './conversation-element.ts'

// What the first page does not need was asked for as if to print, so that it holds nothing up.
const rest = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]')
if (rest) rest.media = 'all'

customElements.define('handrail-conversation', ConversationElement)
