import { env, runInDurableObject } from 'cloudflare:test'
import { durableSqlite } from '../../server/worker/sqlite.ts'
import { sqlContract } from '../support/sql-contract.ts'

sqlContract('a Durable Object', async (work) => {
  const object = env.SESSIONS.get(env.SESSIONS.newUniqueId())
  await runInDurableObject(object, (_, state) => work(durableSqlite(state.storage)))
})
