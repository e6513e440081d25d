import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'

/** What was said, as far as a peer reads it. */
export type Said = { type: string; id: string; session?: string; value?: unknown }

/** The views that a peer asks its questions with, in their order; the first greets. */
export const views: unknown[] = JSON.parse(
  readFileSync(join(process.env.DATA_DIR ?? '.', 'views.json'), 'utf8'),
)

/** A question's name, by its place. */
export const nameOf = (place: number): string => `question-${place}`

/** The view that a question's name stands for. */
export const viewNamed = (name: string): unknown => views[Number(name.slice('question-'.length))]

/**
 * Serves a peer over `ws`: each frame is parsed and handed over with its session, and answered with the
 * view of the question asked next, once the peer has stored the turn.
 * @param turn returns the name of that question
 */
export function serve(turn: (session: string, said: Said) => string | Promise<string>): void {
  const port = Number(process.env.PORT)
  const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false })
  server.on('listening', () => process.stdout.write(`peer on ${port}\n`))
  server.on('connection', (socket) => {
    let session = ''
    socket.on('message', async (data: Buffer) => {
      const said: Said = JSON.parse(data.toString())
      if (said.type === 'open') session = said.session ?? ''
      const view = viewNamed(await turn(session, said))
      if (view) socket.send(JSON.stringify({ type: 'view', re: said.id, view }))
      else socket.close(1011)
    })
  })
}
