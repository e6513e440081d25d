import type { View } from '../server/protocol.ts'

/** What the first page is drawn from: the areas that can be begun, the one this page is for, and where that begins. */
export type Start = {
  areas: readonly { id: string; name: string }[]
  area: string
  first: View
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

export const { frameLimit, lockAfter } = data
export const start: Start = data

/** A sentence of the page, with its `{slots}` filled. */
export const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (data.words[key] ?? key).replace(/\{(\w+)\}/g, (_, slot: string) => String(values[slot] ?? ''))
