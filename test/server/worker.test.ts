import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'

// The service as `npm run worker` runs it: there, unlike in a test's own isolate, making code from text
// is forbidden, so this is where a template that was not precompiled would show.

const root = join(import.meta.dirname, '../..')
const state = mkdtempSync(join(tmpdir(), 'handrail-worker-'))
let wrangler: ChildProcess
let url = ''

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const args = [
    'dev',
    '--port',
    String(port),
    '--ip',
    '127.0.0.1',
    '--inspector-port',
    '0',
    '--persist-to',
    state,
    '--var',
    'TENANTS:[{"id":"elm-school","origins":["https://intranet.school.test"]}]',
  ]
  wrangler = spawn(
    process.execPath,
    [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...args],
    {
      cwd: root,
      detached: true,
      env: {
        ...process.env,
        CI: 'true',
        WRANGLER_SEND_METRICS: 'false',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      },
    },
  )
  let told = ''
  for (const stream of [wrangler.stdout, wrangler.stderr]) {
    stream?.on('data', (chunk) => {
      told += chunk
    })
  }
  while (!told.includes('Ready on')) {
    if (wrangler.exitCode !== null) throw new Error(told)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
})

afterAll(async () => {
  const gone = once(wrangler, 'exit')
  if (wrangler.pid) process.kill(-wrangler.pid, 'SIGKILL')
  await gone
  rmSync(state, { recursive: true, force: true })
})

test('a conversation on local workerd leads to a summary in every format', async () => {
  const client = new WireClient(url)
  await client.open()
  await client.send({ type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' })
  await client.send({ type: 'answer', id: 'b', revision: 1, question: 'role', value: 'police' })
  for (const format of ['page', 'text', 'html', 'json']) {
    const reply = await client.send({ type: 'document', id: format, format })
    expect(reply.type === 'document' && reply.content).toContain('police officer')
  }
  client.close()
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
})

test('a page on local workerd may be framed by its tenants, and the loader is there', async () => {
  const policy = async (path: string) =>
    (await fetch(`${url}${path}`)).headers.get('content-security-policy')
  expect(await policy('/?tenant=elm-school')).toContain(
    'frame-ancestors https://intranet.school.test;',
  )
  expect(await policy('/')).toContain("frame-ancestors 'none'")
  const { url: versioned } = (await (await fetch(`${url}/embed.json`)).json()) as { url: string }
  expect((await fetch(`${url}${versioned}`)).status).toBe(200)
})
