import type { View } from '../server/protocol.ts'

/** What the first page is drawn from: the areas that can be begun, the one this page is for, and where that begins. */
export type Start = {
  areas: readonly { id: string; name: string }[]
  area: string
  first: View
  /** The tenant whose pages this one stands in, and the origins of those pages. */
  host?: { tenant: string; origins: readonly string[] }
}

/** What the page's HTML carries: every word of the page itself, and what it begins with. */
type PageData = Start & {
  words: Readonly<Record<string, string>>
  /** The largest message the service reads, in bytes. */
  frameLimit: number
  /** How long a page may stay open with nobody at it, in milliseconds. */
  lockAfter: number
}

const held = document.querySelector('#handrail')?.textContent
const data = JSON.parse(held ?? '{"words":{}}') as PageData

export const { frameLimit, lockAfter, host } = data
export const start: Start = data

/** Takes on the words of a script that came later. */
export const learn = (words: PageData['words']): void => {
  Object.assign(data.words, words)
}

/** A sentence of the page, with its `{slots}` filled. */
export const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (data.words[key] ?? key).replace(/\{(\w+)\}/g, (_, slot: string) => String(values[slot] ?? ''))
