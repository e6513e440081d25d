/** What the page's HTML carries: every word of the page itself, and the areas that can be begun. */
type PageData = {
  words: Readonly<Record<string, string>>
  areas: readonly { id: string; name: string }[]
  /** The largest message the service reads, in bytes. */
  frameLimit: number
  /** How long a page may stay open with nobody at it, in milliseconds. */
  lockAfter: number
  /** The tenant whose pages this one stands in, and the origins of those pages. */
  host?: { tenant: string; origins: readonly string[] }
}

const meta = document.querySelector<HTMLMetaElement>('meta[name="handrail"]')
const data = JSON.parse(
  meta?.content ?? '{"words":{},"areas":[],"frameLimit":0,"lockAfter":0}',
) as PageData

export const { areas, frameLimit, lockAfter, host } = data

/** A sentence of the page, with its `{slots}` filled. */
export const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
  (data.words[key] ?? key).replace(/\{(\w+)\}/g, (_, slot: string) => String(values[slot] ?? ''))
