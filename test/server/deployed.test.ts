import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { runProgram } from '../support/run-program.ts'
import { freePort, Served } from '../support/served.ts'
import { WireClient } from '../support/wire-client.ts'

// What a deployer relies on, seen from outside the process: over the wire, and in its files.

// A process is started for each of these; a bound on time is there only to end what hangs.
vi.setConfig({ testTimeout: 240_000 })

let served: Served
afterEach(() => served.end())

/** A code that could be one, and is nobody's. */
const nobodys = '1234567'.padEnd(22, '0')
const code = nobodys + String(98n - (BigInt(`${nobodys}00`) % 97n)).padStart(2, '0')

/** Tries a code at the desk. @returns the status */
const tried = async (forwarded: string): Promise<number> => {
  const { status } = await fetch(`${served.url}/api/resume`, {
    method: 'POST',
    headers: { origin: served.url, 'x-forwarded-for': forwarded },
    body: JSON.stringify({ code }),
  })
  return status
}

/** How often a code may be tried before it is refused, and at most. */
const most = 400
async function triesOf(forwarded: (count: number) => string): Promise<number> {
  for (let count = 0; count < most; count += 1) {
    if ((await tried(forwarded(count))) === 429) return count
  }
  return most
}

describe('tries of codes', () => {
  test('are counted by the last address a proxy names, whatever else a client names before it', async () => {
    served = await Served.start({ TRUST_PROXY: 'yes' })
    const tries = await triesOf((count) => `192.0.2.${count % 250}, 10.${count}.0.1, 198.51.100.1`)
    expect(tries).toBeGreaterThan(5)
    expect(tries).toBeLessThan(most)
    expect(await tried('192.0.2.1, 198.51.100.2')).toBe(404)
  })

  test('are counted by the connection itself where no proxy is trusted', async () => {
    served = await Served.start()
    expect(await triesOf((count) => `192.0.2.${count % 250}`)).toBeLessThan(most)
  })

  test('over the socket end too, long before they could find one', {
    timeout: 120_000,
  }, async () => {
    served = await Served.start()
    const reasons: string[] = []
    // Each session closes its code after ten, so that only many sessions come to the limit of an address.
    for (let sessions = 0; sessions < 30 && !reasons.includes('too-many'); sessions += 1) {
      const owner = new WireClient(served.url)
      await owner.open()
      const given = await owner.send({ type: 'code', id: 'c' })
      const locator = given.type === 'code' ? given.code.replaceAll(' ', '').slice(0, 7) : ''
      const digits = `${locator}000000000000000`
      const wrong = digits + String(98n - (BigInt(`${digits}00`) % 97n)).padStart(2, '0')
      for (let tries = 0; tries < 9 && !reasons.includes('too-many'); tries += 1) {
        const { session, key } = owner.ring
        const reply = await owner.send({ type: 'open', id: `${tries}`, session, key, code: wrong })
        reasons.push(reply.type === 'rejected' ? reply.reason : reply.type)
      }
      owner.close()
    }
    expect(new Set(reasons)).toEqual(new Set(['wrong-code', 'too-many']))
  })
})

describe('what is kept', () => {
  test('is in folders and files of this account alone, whatever the shell allowed', async () => {
    served = await Served.prepare()
    const data = join(served.data, 'made')
    const wide = ['sh', '-c', 'umask 000; exec "$@"', 'sh']
    await served.start({ env: { DATA_DIR: data }, under: wide })
    const client = new WireClient(served.url)
    await client.open()
    client.close()
    for (const folder of [data, `${data}-keys`]) expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of ['handrail.sqlite', 'handrail.sqlite-wal', 'clock.json']) {
      expect(statSync(join(data, name)).mode & 0o777, name).toBe(0o600)
    }
  })

  test.skipIf(process.platform !== 'linux')(
    'is made under a mask that lets no other account in (needs /proc)',
    async () => {
      served = await Served.prepare()
      await served.start({ under: ['sh', '-c', 'umask 022; exec "$@"', 'sh'] })
      expect(readFileSync(`/proc/${served.pid}/status`, 'utf8')).toMatch(/^Umask:\s+0077$/m)
    },
  )

  test('is not begun in a folder that others may write to, and nothing there is changed', async () => {
    served = await Served.prepare()
    writeFileSync(join(served.data, 'theirs'), '')
    chmodSync(join(served.data, 'theirs'), 0o644)
    chmodSync(served.data, 0o777)
    await expect(served.start()).rejects.toThrow(
      /DATA_DIR: other accounts may write to .*chmod 700/,
    )
    expect(statSync(join(served.data, 'theirs')).mode & 0o777).toBe(0o644)
    expect(statSync(served.data).mode & 0o777).toBe(0o777)
  })
})

describe('backups', () => {
  test('are written for this account alone, and a stop among them ends well', async () => {
    served = await Served.prepare()
    const backup = `${served.data}-backup`
    await served.start({ env: { BACKUP_DIR: backup, BACKUP_MINUTES: '0.005' } })
    await expect.poll(() => served.log).toContain('"kind":"backup"')
    expect(await served.kill('SIGTERM')).toBe(0)
    expect(served.log).not.toContain('backup-')
    expect(statSync(backup).mode & 0o777).toBe(0o700)
    expect(readdirSync(backup).sort()).toEqual(['clock.json', 'handrail.sqlite'])
    rmSync(backup, { recursive: true })
  })

  test('are not begun in the folder of the keys, and nothing is made there', async () => {
    served = await Served.prepare()
    const keys = `${served.data}-keys`
    await expect(served.start({ env: { BACKUP_DIR: join(keys, 'backup') } })).rejects.toThrow(
      /BACKUP_DIR: .* and KEY_DIR are one folder, or one lies inside the other\./,
    )
    expect(existsSync(keys)).toBe(false)
  })
})

test.skipIf(process.platform !== 'linux')(
  'metrics are answered on the loopback address alone',
  async () => {
    const port = await freePort()
    served = await Served.start({ METRICS_PORT: String(port) })
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
    // Only what listens everywhere, or here by name, answers at another of the machine's addresses.
    await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow()
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow()
  },
)

test('a day whose key is given up is read from the settings, and nothing else is', async () => {
  served = await Served.prepare()
  const start = await runProgram(process.execPath, ['server/node.ts'], {
    DATA_DIR: served.data,
    KEYS_LOST: 'all',
  })
  expect(start.err).toContain('KEYS_LOST: this is not a day such as 2026-11-22.')
})
