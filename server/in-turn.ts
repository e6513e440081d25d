import { blockOf } from './address-block.ts'
import type { Connection } from './connection.ts'
import type { ServerMessage } from './protocol.ts'
import type { Reading, Sliced, Slices } from './slices.ts'

/** A reply is there at once, but for those that take a moment. */
export type Reply = ServerMessage | Promise<ServerMessage>

/** Keeps the replies of a connection in the order of its messages, where one of them waits for sliced work. */
export function createTurns(slices: Slices) {
  const sliced = new WeakSet<Promise<unknown>>()
  const last = new WeakMap<Connection, Promise<unknown>>()

  /** Replies once sliced work is done. */
  function after<Result>(
    { from }: Connection,
    work: Sliced<Result>,
    then: (result: Result) => Reply,
  ): Reply {
    const done = slices(work, blockOf(from))
    if (!(done instanceof Promise)) return then(done)
    const reply = done.then(then)
    sliced.add(reply)
    return reply
  }

  /** Asks for something, and again for as long as a record has to be read first. */
  function onceRead(
    connection: Connection,
    ask: () => Reply | Reading,
    gone: () => ServerMessage,
  ): Reply {
    const reply = ask()
    if (!('reading' in reply)) return reply
    return after(connection, unlessGone(connection, reply.reading), () =>
      connection.gone ? gone() : onceRead(connection, ask, gone),
    )
  }

  return {
    after,
    onceRead,

    /** Answers a message once those before it are answered that take several slices. */
    inTurn(connection: Connection, answer: () => Reply): Reply {
      const before = last.get(connection)
      const reply = before ? before.then(answer) : answer()
      if (!(reply instanceof Promise) || !(before || sliced.has(reply))) return reply
      const end = reply.then(
        () => undefined,
        () => undefined,
      )
      last.set(connection, end)
      void end.then(() => last.get(connection) === end && last.delete(connection))
      return reply
    },
  }
}

/** Does not go on for a connection that has closed. */
function* unlessGone(connection: Connection, work: Sliced<void>): Sliced<void> {
  while (!connection.gone && !work.next().done) yield
}
