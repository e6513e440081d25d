import type { Block } from '../protocol.ts'

type Row = Readonly<Record<string, string>>
type Diagram = Extract<Block, { kind: 'diagram' }>

/** Room for a name beside the circle, and between two neighbours on it, in units of the drawing. */
const margin = 190
const apart = 7

/** A name longer than this is cut in the drawing; the table has all of it. */
const longest = 24

/**
 * A drawing of who is linked to whom: everyone and every place once, evenly round a circle in the order
 * given, and a straight line for each link. The same rows always give the same drawing.
 * @param links each `from` and `to` a name; one that is in no table gets a place of its own
 */
export function network(
  people: readonly Row[],
  places: readonly Row[],
  links: readonly Row[],
): Pick<Diagram, 'width' | 'height' | 'nodes' | 'lines'> | null {
  const named = [
    ...people.map(({ name }) => ({ name, shape: 'person' as const })),
    ...places.map(({ name }) => ({ name, shape: 'place' as const })),
    ...links.flatMap(({ from, to }) =>
      [from, to].map((name) => ({ name, shape: 'person' as const })),
    ),
  ]
  const known = new Map<string, { name: string; shape: 'person' | 'place' }>()
  for (const { name, shape } of named) {
    if (name !== undefined && !known.has(keyOf(name))) known.set(keyOf(name), { name, shape })
  }
  if (known.size === 0) return null

  const radius = Math.max(110, known.size * apart)
  const width = 2 * (radius + margin)
  const height = 2 * (radius + 40)
  const at = (index: number) => {
    const turn = (2 * Math.PI * index) / known.size
    return {
      x: Math.round(width / 2 + radius * Math.sin(turn)),
      y: Math.round(height / 2 - radius * Math.cos(turn)),
    }
  }
  const nodes = [...known.values()].map(({ name, shape }, index) => {
    const { x, y } = at(index)
    const aside = x - width / 2
    const side: 'middle' | 'start' | 'end' =
      Math.abs(aside) < 2 ? 'middle' : aside > 0 ? 'start' : 'end'
    const above = y < height / 2
    const beside = {
      start: { labelX: x + 14, labelY: y + 5 },
      end: { labelX: x - 14, labelY: y + 5 },
      middle: { labelX: x, labelY: above ? y - 16 : y + 26 },
    }[side]
    return { label: cut(name), shape, x, y, side, ...beside }
  })
  const order = [...known.keys()]
  const placeOf = (name: string | undefined) =>
    name === undefined ? undefined : nodes[order.indexOf(keyOf(name))]
  const lines = links.flatMap(({ from, to }) => {
    const [a, b] = [placeOf(from), placeOf(to)]
    return a && b && a !== b ? [{ x1: a.x, y1: a.y, x2: b.x, y2: b.y }] : []
  })
  return { width, height, nodes, lines }
}

/** Names that differ only in case or spaces are one. */
const keyOf = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()

const cut = (name: string) => {
  const letters = [...name]
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : name
}
