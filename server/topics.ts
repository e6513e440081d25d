import type { Pack } from '../content/pack.ts'
import { cite } from './citation.ts'
import type { View } from './protocol.ts'
import { sinceItems, sinceOf } from './since.ts'

type Topics = NonNullable<Extract<View['prompt'], { waits: 'overview' }>['help']>

/**
 * The topics of these ids as a person reads them, each item with its source, and after them what has changed since;
 * `{}` where none is named.
 * @param since changes of what the question itself rests on: those that are open stand first, the others last
 */
export function topicsOf(
  pack: Pack,
  ids: readonly string[] = [],
  today: string,
  since: Topics = [],
): { help?: Topics } {
  if (ids.length + since.length === 0) return {}
  const help = ids.flatMap((id) => pack.reference.topics.filter((topic) => topic.id === id))
  return {
    help: [
      ...since.filter(({ open }) => open),
      ...help.map(({ id, title, items }) => ({
        id,
        title,
        items: [
          ...items.map((item) => ({ ...item, source: cite(pack, item.source) })),
          ...sinceItems(
            pack,
            sinceOf(
              pack,
              items.map(({ source }) => source),
            ),
            today,
          ),
        ],
      })),
      ...since.filter(({ open }) => !open),
    ],
  }
}
