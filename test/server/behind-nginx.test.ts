import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'

const example = join(import.meta.dirname, '../../docs/examples/nginx.conf')
const has = (program: string, flag: string) => spawnSync(program, [flag]).status === 0
const possible = process.getuid?.() === 0 && has('nginx', '-v') && has('openssl', 'version')

// The example as a deployer copies it, but for its ports, its certificate and its second family of addresses.
describe.skipIf(!possible)('the example of nginx (needs nginx, openssl and root)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-nginx-'))
  const trusted = getCACertificates('default')
  let served: Served
  let nginx: ChildProcess
  let url: string
  let plain: number

  beforeAll(async () => {
    const request = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost`
    const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]
    spawnSync('openssl', [...request.split(' '), ...files])
    setDefaultCACertificates([...trusted, readFileSync(join(folder, 'fullchain.pem'), 'utf8')])
    const port = await freePort()
    plain = await freePort()
    url = `https://localhost:${port}`
    served = await Served.start({ PUBLIC_URL: url, TRUST_PROXY: 'yes' })
    const server = readFileSync(example, 'utf8')
      .replaceAll(/listen \[::\].*/g, '')
      .replaceAll('listen 443', `listen 127.0.0.1:${port}`)
      .replaceAll('listen 80', `listen 127.0.0.1:${plain}`)
      .replaceAll('127.0.0.1:8787', `127.0.0.1:${served.port}`)
      .replaceAll('/etc/ssl/handrail', folder)
      .replaceAll('handrail.example', 'localhost')
      .replaceAll('https://$host', url)
    const main = `daemon off; user root; pid ${folder}/pid; error_log stderr; events {} http { ${server} }`
    writeFileSync(join(folder, 'nginx.conf'), main)
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' })
    while (!(await fetch(url).catch(() => null))?.ok) {
      if (nginx.exitCode !== null) throw new Error('nginx did not start')
      await pause(50)
    }
  })
  afterAll(async () => {
    setDefaultCACertificates(trusted)
    const gone = once(nginx, 'exit')
    nginx.kill('SIGTERM')
    await gone
    await served.end()
    rmSync(folder, { recursive: true })
  })

  test('serves the page with TLS, has the browser keep to it, and leads there from without', async () => {
    const page = await fetch(url)
    expect(await page.text()).toContain('<main')
    expect(page.headers.get('strict-transport-security')).toMatch(/max-age=\d+/)
    const led = await fetch(`http://localhost:${plain}/`, { redirect: 'manual' })
    expect([led.status, led.headers.get('location')]).toEqual([301, `${url}/`])
  })

  test('carries a conversation', async () => {
    const client = new WireClient(url)
    expect(await client.open()).toMatchObject({ type: 'view' })
    const turn = { type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' }
    expect(await client.send(turn)).toMatchObject({ type: 'view', view: { revision: 1 } })
    client.close()
  })

  test('has limits count the address somebody comes from, whatever they say it is', async () => {
    const code = '123456700000000000000055'
    const tries: number[] = []
    for (let count = 0; count < 100 && !tries.includes(429); count += 1) {
      const { status } = await fetch(`${url}/api/resume`, {
        method: 'POST',
        headers: { origin: url, 'x-forwarded-for': `192.0.2.${count}` },
        body: JSON.stringify({ code }),
      })
      tries.push(status)
    }
    expect(tries.at(0)).not.toBe(429)
    expect(tries.at(-1)).toBe(429)
  })
})
