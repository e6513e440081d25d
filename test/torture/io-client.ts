import { setTimeout as wait } from 'node:timers/promises'
import { WireClient } from '../support/wire-client.ts'

/** How long a message may go without a reply, or its socket without closing, before that is silence. */
const patience = 300_000

/** How the service last answered a client: as it should, with a refusal, with a closed socket, or not at all. */
type Told = 'answered' | 'refused' | 'closed' | 'silence'

/** A client that remembers what was acknowledged to it, and how it heard that it would not be any more. */
export class IoClient {
  readonly wire: WireClient
  /** The revision acknowledged last; -1 before the session is. */
  acknowledged = -1
  told: Told = 'answered'

  constructor(url: string) {
    this.wire = new WireClient(url)
  }

  /** Opens the session. @returns whether it may go on */
  begin(): Promise<boolean> {
    return this.#taken(this.wire.open())
  }

  /** Says the next thing. @returns whether it may go on */
  turn(deed: Record<string, unknown>): Promise<boolean> {
    const revision = this.acknowledged
    return this.#taken(this.wire.send({ id: `t${revision}`, revision, ...deed }))
  }

  async #taken(reply: ReturnType<WireClient['send']>): Promise<boolean> {
    const heard = reply.then(
      (message) => {
        if (message.type === 'view') this.acknowledged = message.view.revision
        return message.type === 'view' ? 'answered' : 'refused'
      },
      () => 'closed' as const,
    )
    this.told = await Promise.race([heard, wait(patience, 'silence' as const, { ref: false })])
    return this.told === 'answered'
  }
}
