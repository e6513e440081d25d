import '@n8n/chat/style.css'
import { createChat } from '@n8n/chat'
import { place, question } from './question.ts'

// n8n's chat: the question is the message it opens with, and no server is asked before an answer. Its
// design system is already built into its own files, so the package of that name is not installed.

place.id = 'n8n-chat'
createChat({
  webhookUrl: '/answers',
  mode: 'fullscreen',
  loadPreviousSession: false,
  initialMessages: [question.title, question.why, question.options.join(' / ')],
})
