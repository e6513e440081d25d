import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp } from './app.ts'
import { jsonLog } from './log.ts'
import { faultLine, findPacks } from './node/find-packs.ts'
import { socketServer, upgradeOnNode } from './node/socket.ts'
import { openSqlite } from './node/sqlite.ts'

const port = Number(process.env.PORT ?? 8787)
const hostname = process.env.HOST ?? '127.0.0.1'
const dataDir = process.env.DATA_DIR ?? 'data'
const areas = process.env.CONTENT_DIR ?? join(import.meta.dirname, '../content/areas')

const log = jsonLog((line) => process.stderr.write(`${line}\n`), Date.now)

const { packs, faults } = await findPacks(areas)
if (faults.length > 0 || packs.size === 0) {
  for (const fault of faults) process.stderr.write(`${faultLine(fault)}\n`)
  process.stderr.write('Handrail did not start: its content has a fault. Nothing was changed.\n')
  process.exit(1)
}

mkdirSync(dataDir, { recursive: true, mode: 0o700 })
const sql = openSqlite(join(dataDir, 'handrail.sqlite'))
const app = createApp(packs, {
  sql,
  upgrade: upgradeOnNode,
  hashOf: (text) => createHash('sha256').update(text).digest('hex'),
  log,
  now: Date.now,
})

const websocket = socketServer()
const server = serve({ fetch: app.fetch, port, hostname, websocket: { server: websocket } }, () => {
  process.stdout.write(`Handrail is at http://localhost:${port}\n`)
  log({ kind: 'started', port })
})

server.on('error', (error: NodeJS.ErrnoException) => {
  const why =
    error.code === 'EADDRINUSE' ? `Port ${port} is taken. Set PORT to another.` : String(error.code)
  process.stderr.write(`Handrail did not start. ${why}\n`)
  process.exit(1)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    for (const client of websocket.clients) client.close(1012)
    server.close(() => {
      sql.close()
      log({ kind: 'stopped' })
      process.exit(0)
    })
  })
}
