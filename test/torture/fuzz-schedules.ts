import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { Client, type Service, service } from '../support/service.ts'

/** What one of the two writers does next; `again` sends the last message once more. */
const deeds = [
  'open',
  'take-over',
  'turn',
  'turn',
  'turn',
  'again',
  'leave',
  'come-back',
  'ghost-leaves',
] as const
type Step = { who: 0 | 1; does: (typeof deeds)[number] }

/** Two writers of one session, and what the rules say of them: who speaks, and what was kept. */
class Pair {
  readonly ring
  readonly #over: Service
  readonly #pages = [randomUUID(), randomUUID()] as const
  readonly #seats: [Client, Client]
  readonly #ghosts: Client[] = []
  readonly #last: [Record<string, unknown> | null, Record<string, unknown> | null] = [null, null]
  /** Everything that was acknowledged, in its order. */
  readonly kept: { message: Record<string, unknown> }[] = []
  #speaker: Client | null = null
  #speakerPage: string | null = null
  #begun = false

  constructor(over: Service) {
    this.#over = over
    const first = new Client(over)
    this.ring = first.ring
    this.#seats = [first, new Client(over, first.ring)]
  }

  step({ who, does }: Step): void {
    const client = this.#seats[who]
    if (does === 'open' || does === 'take-over') this.#opens(who, client, does === 'take-over')
    if (does === 'turn') this.#turns(who, client)
    if (does === 'again') this.#says(client, this.#last[who])
    if (does === 'leave') this.#leaves(client)
    if (does === 'leave') this.#seats[who] = new Client(this.#over, this.ring)
    if (does === 'come-back') {
      this.#ghosts.push(client)
      this.#seats[who] = new Client(this.#over, this.ring)
      this.#opens(who, this.#seats[who], false)
    }
    const ghost = does === 'ghost-leaves' && this.#ghosts.shift()
    if (ghost) this.#leaves(ghost)
    const speaks = this.#over.sessions.speakerOf(this.ring.session)
    expects(speaks === (this.#speaker?.connection ?? null), 'the one speaker is another')
  }

  #opens(who: 0 | 1, client: Client, takeOver: boolean): void {
    const page = this.#pages[who]
    if (this.#speaker === client) this.#speaker = null
    const before = this.#speaker
    const samePage = before !== null && this.#speakerPage === page
    const told = before?.told.length ?? 0
    const reply = client.open(this.#begun ? null : 'southwark', {
      page,
      ...(takeOver && { takeOver }),
    })
    if (before && !samePage && !takeOver) {
      expects(reply.type === 'rejected' && reply.reason === 'elsewhere', 'a second one was let in')
      expects(before.told.length === told, 'the speaker was told of what did not happen')
      return
    }
    expects(reply.type === 'view', 'it was not opened')
    expects(reply.type === 'view' && reply.view.revision === this.kept.length, 'not all is there')
    this.#begun = true
    this.#speaker = client
    this.#speakerPage = page
    const heard = before?.told.at(-1)
    const should = before !== null && !samePage
    expects((before?.told.length ?? 0) === told + (should ? 1 : 0), 'the other was not told')
    if (should)
      expects(heard?.type === 'rejected' && heard.reason === 'taken-over', 'told otherwise')
  }

  #turns(who: 0 | 1, client: Client): void {
    const revision = client.view?.revision ?? 0
    const danger = client.waits === 'danger' || client.waits === 'nothing'
    const deed = danger ? { type: 'answer', question: 'danger', value: 'no' } : { type: 'back' }
    const message = { ...deed, id: randomUUID(), revision }
    this.#last[who] = message
    this.#says(client, message)
  }

  #says(client: Client, message: Record<string, unknown> | null): void {
    if (!message) return
    const earlier = this.kept.findIndex((one) => one.message.id === message.id)
    const reply = client.say(message)
    if (client !== this.#speaker) {
      const closed =
        reply.type === 'rejected' && ['not-open', 'taken-over', 'locked'].includes(reply.reason)
      expects(closed, 'one spoke whose turn it was not')
      return
    }
    if (earlier >= 0 && earlier === this.kept.length - 1) {
      expects(reply.type === 'view' && reply.view.revision === earlier + 1, 'not the same reply')
    } else if (message.revision === this.kept.length) {
      const next = this.kept.length + 1
      expects(reply.type === 'view' && reply.view.revision === next, 'a turn was not taken')
      this.kept.push({ message })
    } else {
      expects(reply.type === 'rejected' && reply.reason === 'stale', 'a fork was taken')
    }
  }

  #leaves(client: Client): void {
    client.leave()
    if (this.#speaker === client) this.#speaker = null
  }
}

function expects(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

/** After a restart: what was acknowledged is there, each once and in its order, and nothing else. */
function keptWhole(over: Service, { ring, kept }: Pair): void {
  const stored = over.store.session(ring.session)
  expects(stored !== null || kept.length === 0, 'the session is gone')
  if (!stored) return
  expects(
    over.store.events(stored.row, 0, Number.MAX_SAFE_INTEGER).length === kept.length,
    'something is in the record that was not kept',
  )
  const again = new Client(service({ ...over, packs: over.packs }), ring)
  again.open(null)
  expects(again.view?.revision === kept.length, 'not all is there')
  for (const [index, { message }] of kept.entries()) {
    const reply = again.say(message)
    const now = 'view' in reply ? reply.view?.revision : -1
    const last = index === kept.length - 1
    expects(reply.type === (last ? 'view' : 'rejected'), 'only the last is answered again')
    expects(now === kept.length, 'a turn is not where it was')
  }
}

/** Has two writers of one session do things in every order that chance finds; throws at the first fault. */
export function fuzzSchedules(
  schedules: number,
  seed: number,
): { schedules: number; kept: number } {
  const counts = { schedules: 0, kept: 0 }
  const step = fc.record({ who: fc.constantFrom<0 | 1>(0, 1), does: fc.constantFrom(...deeds) })
  let over = service()
  fc.assert(
    fc.property(fc.array(step, { minLength: 6, maxLength: 24 }), (steps) => {
      if (counts.schedules % 500 === 0) over = service()
      const pair = new Pair(over)
      for (const one of steps) pair.step(one)
      keptWhole(over, pair)
      expects(over.logged.length === 0, 'a fault was logged')
      counts.schedules += 1
      counts.kept += pair.kept.length
    }),
    { numRuns: schedules, seed },
  )
  return counts
}
