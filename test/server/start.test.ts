import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startAsNobody, toNobody } from '../support/as-nobody.ts'
import { freePort, Served } from '../support/served.ts'

const root = join(import.meta.dirname, '../..')
const isRoot = process.getuid?.() === 0

describe('a start', () => {
  test.each(['PORT', 'METRICS_PORT'])(
    'ends with a line where %s is taken, before it is said to have started',
    async (setting) => {
      const taken = createServer().listen(0, '127.0.0.1')
      await once(taken, 'listening')
      const address = taken.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const served = await Served.prepare()
      const starting = served.start({ env: { [setting]: String(port) } })
      await expect(starting).rejects.toThrow(`${setting}: ${port} is taken. Set another.`)
      expect(served.exitCode).toBe(1)
      expect(served.log).not.toMatch(/"started"|Handrail is at|Error/)
      await served.end()
      taken.close()
    },
  )

  test.skipIf(!isRoot)('as root says so, once', async () => {
    const served = await Served.start()
    expect(served.log.split('runs as root').length).toBe(2)
    await served.end()
  })

  test('counts for this machine alone, by its own names', async () => {
    const port = await freePort()
    const served = await Served.start({ METRICS_PORT: String(port) })
    const asked = (host: string) =>
      new Promise<number | undefined>((resolve) => {
        request({ port, host: '127.0.0.1', headers: { host } }, ({ statusCode }) =>
          resolve(statusCode),
        ).end()
      })
    const hosts = [`127.0.0.1:${port}`, 'localhost', 'metrics.evil.test', `evil.test:${port}`]
    expect(await Promise.all(hosts.map(asked))).toEqual([200, 200, 421, 421])
    await served.end()
  })
})

describe('a built release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-release-'))
  const code = join(folder, 'code')
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const found = (from: string): string[] =>
    readdirSync(from, { recursive: true, withFileTypes: true })
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !path.includes('node_modules'))
      .map((path) => `${path} ${statSync(path).mtimeMs}`)

  test('starts from a folder that it may not write, for an account without rights', async () => {
    mkdirSync(code)
    for (const part of ['server', 'machines', 'content', 'widget', '.build', 'package.json'])
      cpSync(join(root, part), join(code, part), {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !path.includes('.build/compiled'),
      })
    symlinkSync(join(root, 'node_modules'), join(code, 'node_modules'))
    const home = join(folder, 'home')
    mkdirSync(home)
    toNobody(home)
    chmodSync(folder, 0o755)
    for (const path of [code, ...readdirSync(code).map((name) => join(code, name))])
      if (!path.endsWith('node_modules')) chmodSync(path, 0o555)
    const before = found(code)
    const port = await freePort()
    const { env } = process
    const { said, end } = await startAsNobody('npm', ['start', '--silent'], {
      cwd: code,
      env: { ...env, HOME: home, PORT: String(port), DATA_DIR: join(home, 'data') },
    })
    expect(said()).toContain(`Handrail is at http://localhost:${port}`)
    expect(said()).not.toContain('root')
    expect(found(code)).toEqual(before)
    await end()
    for (const path of [code, ...readdirSync(code).map((name) => join(code, name))])
      if (!path.endsWith('node_modules')) chmodSync(path, 0o755)
  }, 60_000)
})
