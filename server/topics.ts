import type { Pack } from '../content/pack.ts'
import { cite } from './citation.ts'
import type { View } from './protocol.ts'

type Topics = NonNullable<Extract<View['prompt'], { waits: 'overview' }>['help']>

/** The topics of these ids as a person reads them, each item with its source; `{}` where none is named. */
export function topicsOf(pack: Pack, ids: readonly string[] = []): { help?: Topics } {
  if (ids.length === 0) return {}
  const help = ids.flatMap((id) => pack.reference.topics.filter((topic) => topic.id === id))
  return {
    help: help.map(({ id, title, items }) => ({
      id,
      title,
      items: items.map((item) => ({ ...item, source: cite(pack, item.source) })),
    })),
  }
}
