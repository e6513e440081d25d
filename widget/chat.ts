import { ConversationElement } from './conversation-element.ts'

customElements.define('handrail-conversation', ConversationElement)
