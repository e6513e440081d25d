import { DeepChat } from 'deep-chat'
import { place, question } from './question.ts'

// Deep Chat: the question is the message it opens with, and what is said goes to a function of the page.

const { title, why, options } = question
const chat = new DeepChat()
chat.connect = { handler: (_, signals) => signals.onResponse({ text: '' }) }
chat.introMessage = [
  { text: title },
  { text: why },
  {
    html: options
      .map(
        (words) => `<button class="deep-chat-button deep-chat-suggestion-button">${words}</button>`,
      )
      .join(''),
  },
]
place.append(chat)
