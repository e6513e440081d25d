import { type Going, HogLine } from './hog-line.ts'

/** Where all attacks come from. */
const from = '198.51.100.1'

/** An attack: made ready while nothing is limited, and then let loose under the usual limits. */
export type Hog = {
  /** Brings about what the attack needs. @returns lines whose sessions it uses */
  prepare: (url: string) => Promise<HogLine[]>
  attack: (lines: HogLine[], going: Going, url: string) => Promise<unknown>
}

/** So many lines, each with a record as long as it gets. */
const filled = (of: 'small' | 'large', lines: number) => (url: string) =>
  Promise.all(
    Array.from({ length: lines }, async () => {
      const line = new HogLine(url, from)
      await line.open()
      await line.fill(of, of === 'small' ? 1_990 : 1_900)
      return line
    }),
  )

const each = (lines: HogLine[], work: (line: HogLine) => Promise<void>) =>
  Promise.all(lines.map((line) => work(line)))

const repeats = async (lines: HogLine[], going: Going) => {
  await each(lines, (line) => line.open())
  return each(lines, (line) => line.repeat(going))
}

/** Every attack by its name; another one is another line. */
export const hogs: Readonly<Record<string, Hog>> = {
  'the last message again, on a record of small events': {
    prepare: filled('small', 2),
    attack: repeats,
  },
  'the last message again, on a record of large events': {
    prepare: filled('large', 2),
    attack: repeats,
  },
  'the first message again, on a record of large events': {
    prepare: filled('large', 2),
    attack: async (lines, going) => {
      await each(lines, (line) => line.open())
      return each(lines, (line) => line.repeat(going, line.first))
    },
  },
  'coming back to large records, over and over': {
    prepare: filled('large', 4),
    attack: (lines, going) =>
      each(lines, async (line) => {
        while (going.on) await line.pace(() => line.open())
      }),
  },
  'ending large records': {
    prepare: filled('large', 8),
    attack: (lines) =>
      each(lines, async (line) => {
        await line.open()
        await line.say({ type: 'end' })
      }),
  },
  'filling the disk': {
    prepare: async () => [],
    attack: async (lines, going, url) => {
      const fill = async () => {
        while (going.on) {
          const line = new HogLine(url, from)
          lines.push(line)
          await line.pace(() => line.open())
          if (line.client.view) await line.fill('large', 100).catch(() => 0)
        }
      }
      await Promise.all(Array.from({ length: 20 }, fill))
    },
  },
}
