import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { interfaceWords } from '../.build/site.mjs'
import { faultLine } from '../content/fault-line.ts'
import { createApp } from './app.ts'
import { jsonLog } from './log.ts'
import { findPacks } from './node/find-packs.ts'
import { hashOf } from './node/hash-of.ts'
import { createSignIn } from './node/sign-in.ts'
import { signInSettings } from './node/sign-in-settings.ts'
import { socketServer, upgradeOnNode } from './node/socket.ts'
import { openSqlite } from './node/sqlite.ts'

const port = Number(process.env.PORT ?? 8787)
const hostname = process.env.HOST ?? '127.0.0.1'
const dataDir = process.env.DATA_DIR ?? 'data'
const areas = process.env.CONTENT_DIR ?? join(import.meta.dirname, '../content/areas')

/** How long a stop waits for what is under way, in milliseconds. */
const patience = 2_000

const log = jsonLog((line) => process.stderr.write(`${line}\n`), Date.now)

function stop(...words: string[]): never {
  for (const line of words) process.stderr.write(`${line}\n`)
  process.stderr.write('Handrail did not start. Nothing was changed.\n')
  process.exit(1)
}

/** What is kept is for the account that runs this and for no other. */
function openStore() {
  try {
    process.umask(0o077)
    mkdirSync(dataDir, { recursive: true })
    const store = openSqlite(join(dataDir, 'handrail.sqlite'))
    for (const file of readdirSync(dataDir).filter((name) => name.startsWith('handrail.sqlite'))) {
      chmodSync(join(dataDir, file), 0o600)
    }
    return store
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return stop(`DATA_DIR: the database in ${dataDir} could not be opened (${code}).`)
  }
}

async function readContent() {
  try {
    return await findPacks(areas)
  } catch {
    return stop(`CONTENT_DIR: there is no readable folder at ${areas}.`)
  }
}

if (!Number.isInteger(port) || port < 0 || port > 65_535) stop('PORT: this is not a port number.')
const { packs, faults } = await readContent()
if (faults.length > 0) stop(...faults.map(faultLine))
if (packs.size === 0) stop(`CONTENT_DIR: there is no area below ${areas}.`)

const signIn = signInSettings(process.env)
if (signIn && 'faults' in signIn) stop(...signIn.faults)

const sql = openStore()
const service = createApp(packs, { sql, upgrade: upgradeOnNode, hashOf, log, now: Date.now })
const app = signIn
  ? createSignIn(signIn, { words: interfaceWords, log, now: Date.now }).around(service)
  : service

const websocket = socketServer()
const server = serve({ fetch: app.fetch, port, hostname, websocket: { server: websocket } }, () => {
  process.stdout.write(`Handrail is at http://localhost:${port}\n`)
  log({ kind: 'started', port })
})

server.on('error', (error: NodeJS.ErrnoException) => {
  stop(error.code === 'EADDRINUSE' ? `PORT: ${port} is taken. Set another.` : `PORT: ${error.code}`)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    for (const client of websocket.clients) client.close(1012)
    server.close(() => {
      sql.close()
      log({ kind: 'stopped' })
      process.exit(0)
    })
    setTimeout(() => {
      for (const client of websocket.clients) client.terminate()
      if ('closeAllConnections' in server) server.closeAllConnections()
    }, patience).unref()
  })
}
