import { renderWebChat } from 'botframework-webchat'
import { place, question } from './question.ts'

// Bot Framework Web Chat. The line to its bot is an object of this page that says the question as soon
// as it is listened to, so that no server is waited for.

const always = (...values: unknown[]) => ({
  subscribe({ next }: { next: (value: unknown) => void }) {
    for (const value of values) next(value)
    return { unsubscribe() {} }
  },
})

const { title, why, options } = question
const online = 2
const directLine = {
  connectionStatus$: always(0, 1, online),
  activity$: always({
    type: 'message',
    id: 'first',
    timestamp: new Date().toISOString(),
    channelId: 'bench',
    conversation: { id: 'bench' },
    from: { id: 'bot', role: 'bot' },
    text: `${title}\n\n${why}`,
    suggestedActions: {
      actions: options.map((words) => ({ type: 'imBack', title: words, value: words })),
    },
  }),
  postActivity: () => always('answer'),
  end() {},
}

renderWebChat({ directLine: directLine as never, userID: 'person' }, place)
