import type { ServerMessage, View } from './protocol.ts'

/** The JSON text of what never changes, once it has been written. */
const texts = new WeakMap<object, string>()

/** Says of a part of a view that it is the same for every conversation, and so is written once. */
export function lasting<Part extends object>(part: Part): Part {
  texts.set(part, '')
  return part
}

/**
 * A reply as JSON text. Most of a view is a pack's own words, the same for everyone: only what belongs to
 * the conversation is written anew.
 */
export const replyText = (message: ServerMessage): string =>
  message.type === 'view'
    ? `{"type":"view","re":${JSON.stringify(message.re)},"view":${viewText(message.view)}}`
    : JSON.stringify(message)

function viewText(view: View): string {
  let text = ''
  const own: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(view)) {
    const known = knownText(part)
    if (known === null) own[name] = part
    else text += `,"${name}":${known}`
  }
  return `${JSON.stringify(own).slice(0, -1)}${text}}`
}

/** The text of a part that lasts, or of a list of such parts; `null` for any other. */
function knownText(part: unknown): string | null {
  if (typeof part !== 'object' || part === null) return null
  if (!Array.isArray(part)) return lastingText(part)
  let list = ''
  for (const one of part) {
    const text = lastingText(one)
    if (text === null) return null
    list += list === '' ? text : `,${text}`
  }
  return `[${list}]`
}

function lastingText(part: object): string | null {
  const known = texts.get(part)
  if (known === undefined) return null
  if (known !== '') return known
  const text = JSON.stringify(part)
  texts.set(part, text)
  return text
}
