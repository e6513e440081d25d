import { type ClientMessage, clientMessage } from '../../server/protocol.ts'
import { frame, frames } from './raw-socket.ts'

/** Numbers from a seed: the same seed makes the same frames. @returns whole numbers below a bound */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
export type Chance = ReturnType<typeof chance>

const session = '7d3c1f64-0b0e-4c1a-9a52-2f6f1f0f8d11'
const key = 'A'.repeat(43)
const deed = { id: 'd', revision: 0 }

const valid: readonly ClientMessage[] = [
  { type: 'open', id: 'o', session, key, area: 'southwark', mode: 'rehearsal', page: session },
  {
    type: 'open',
    id: 'o',
    session,
    key,
    next: key,
    takeOver: true,
    seen: { revision: 1, mark: 'm' },
  },
  { type: 'key-kept', id: 'k' },
  { type: 'code', id: 'c' },
  { type: 'handed-over', id: 'h' },
  { type: 'end', id: 'e' },
  { type: 'answer', ...deed, question: 'danger', value: 'no' },
  { type: 'revisit', ...deed, question: 'danger' },
  { type: 'back', ...deed },
  { type: 'domain', ...deed, domain: 'missing' },
  { type: 'document', id: 'd', format: 'page' },
]

const odd: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  '',
  'x'.repeat(65),
  '\u0000',
  '\ud800',
  [],
  [[[[]]]],
  {},
  { toString: 1 },
  'constructor',
]
const oddKeys = ['__proto__', 'constructor', 'extra', 'ID', '', 'revision ', 'then']

const oneOf = <Item>(items: readonly Item[], next: Chance): Item =>
  items[next(items.length)] as Item

/** A message that is JSON and, for one reason or several, none of the protocol's. */
export function schemaInvalid(next: Chance): string {
  for (;;) {
    const message = Object.entries<unknown>(oneOf(valid, next)).flatMap(([name, value]) => {
      const turn = next(8)
      if (turn === 0) return []
      return [[turn === 1 ? oneOf(oddKeys, next) : name, turn === 2 ? oneOf(odd, next) : value]]
    })
    if (next(3) === 0) message.push([oneOf(oddKeys, next), oneOf(odd, next)])
    // Written by hand, so that a key can be there twice, or be one that an object literal swallows.
    const fields = message.map(
      ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
    )
    const text = next(50) === 0 ? JSON.stringify(oneOf(odd, next)) : `{${fields.join(',')}}`
    if (!clientMessage.safeParse(JSON.parse(text)).success) return text
  }
}

const letters = '{}[]":,\\ue0-+.tfn \t\n\u00e9\u2028😀'

/** A frame that is well framed and no JSON, or no text at all. */
export function unreadable(next: Chance): Buffer {
  const kind = next(4)
  const bytes = Buffer.from(Array.from({ length: next(200) }, () => next(256)))
  if (kind === 0) return frame(frames.binary, bytes)
  for (;;) {
    let text = JSON.stringify(oneOf(valid, next))
    const at = next(text.length)
    if (kind === 1) text = text.slice(0, at)
    if (kind === 2) text = text.slice(0, at) + oneOf([...letters], next) + text.slice(at + 1)
    if (kind === 3) text = next(200) === 0 ? '['.repeat(20_000) : bytes.toString('latin1')
    if (!isJson(text)) return frame(frames.text, text)
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Bytes that break the framing itself, or UTF-8: the connection has to end with them. */
export function misframed(next: Chance): Buffer {
  const broken = frame(frames.text, '{"type":"back"}')
  switch (next(8)) {
    case 0: {
      // Reserved bits or a reserved kind of frame.
      broken[0] = oneOf([0xc1, 0xa1, 0x91, 0x83, 0x87, 0x8b, 0x8f], next)
      return broken
    }
    case 1: {
      // Not masked.
      broken[1] = (broken[1] ?? 0) & 0x7f
      return broken
    }
    case 2:
      // Longer than may be said.
      return Buffer.from([frames.text, 0xff, ...Array.from({ length: 8 }, () => next(128) + 1)])
    case 3:
      // The rest of nothing.
      return frame(0x80, 'x')
    case 4:
      // A control frame in pieces.
      return frame(frames.ping & 0x7f, 'x')
    case 5:
      // A control frame that is too long.
      return frame(frames.ping, 'x'.repeat(126 + next(100)))
    case 6:
      return frame(frames.close, Buffer.from([next(256), next(256), 0xff, 0xfe]))
    default:
      return frame(frames.text, Buffer.from([0x22, 0xc0 + next(2), 0x80 + next(64), 0x22]))
  }
}
