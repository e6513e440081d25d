import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { LoadClient } from './load-client.ts'

test('a command fails once the client process is gone, before its answer or before it was given', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const client = new LoadClient()
  const walk = { steps: [], again: 0 }
  const reached = once(silent, 'connection')
  const told = { to: 'silent', origin: `http://127.0.0.1:${port}`, sized: false, count: 1, walk }
  const waiting = client.connect(told)
  await reached
  client.end()
  await expect(waiting).rejects.toThrow('the client is gone')
  await expect(client.leave('silent')).rejects.toThrow()
  silent.close()
})
