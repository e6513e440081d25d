/** Other ways to ask a question on a page, each a script of `page-peers` that mounts it. */
export const peerNames = ['typebot', 'webchat', 'survey-js', 'deep-chat', 'n8n-chat'] as const

/** What is mounted where no peer may be installed. */
export const standIn = 'plain'
