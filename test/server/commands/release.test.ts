import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAsNobody, toNobody } from '../../support/as-nobody.ts'
import { runProgram } from '../../support/run-program.ts'
import { freePort } from '../../support/served.ts'
import { WireClient } from '../../support/wire-client.ts'

const root = join(import.meta.dirname, '../../..')
const { version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const title = `handrail-${version}`

let folder: string
let code: string

const release = (out: string, env: Record<string, string> = {}) =>
  runProgram(
    process.execPath,
    [join(root, 'server/commands/release.ts'), '--out', join(folder, out)],
    env,
  )

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-release-'))
  chmodSync(folder, 0o755)
  const made = await release('one')
  if (made.code !== 0) throw new Error(made.err)
  await runProgram('tar', ['-xzf', join(folder, 'one', `${title}.tar.gz`), '-C', folder])
  code = join(folder, title)
})
afterAll(async () => {
  await runProgram('chmod', ['-R', 'u+w', folder])
  rmSync(folder, { recursive: true })
})

const paths = () =>
  readdirSync(code, { recursive: true, withFileTypes: true }).map(({ parentPath, name }) =>
    join(parentPath, name),
  )

const asItIs = () => paths().map((path) => `${path} ${statSync(path).mtimeMs}`)

/** The packages that lie in the unpacked folder, by name and version. */
const packages = () =>
  paths()
    .filter((path) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')))
    .map(({ name, version }) => `${name} ${version}`)
    .sort()

const billed = () =>
  JSON.parse(readFileSync(join(folder, 'one', `${title}.cdx.json`), 'utf8')) as {
    metadata: { component: { name: string } }
    components: { name: string; version: string }[]
  }

/** Starts what was unpacked as whoever has no rights to it, has it serve a page and a turn, and ends it. */
async function serves(command: string, args: string[], more: Record<string, string> = {}) {
  const home = mkdtempSync(join(folder, 'home-'))
  toNobody(home)
  const port = await freePort()
  // The Node of a server is a new one; here another may come first.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const { said, end } = await startAsNobody(command, args, {
    cwd: code,
    env: {
      ...process.env,
      PATH,
      HOME: home,
      PORT: String(port),
      DATA_DIR: join(home, 'data'),
      ...more,
    },
  })
  try {
    expect(said()).toContain(`Handrail is at http://localhost:${port}`)
    const url = `http://127.0.0.1:${port}`
    expect(await (await fetch(url)).text()).toContain('<main')
    const client = new WireClient(url)
    await client.open()
    const turn = { type: 'answer', id: 'a', revision: 0, question: 'danger', value: 'no' }
    expect(await client.send(turn)).toMatchObject({ type: 'view', view: { revision: 1 } })
    client.close()
  } finally {
    await end()
  }
}

describe('a release', () => {
  test('is the same bytes when it is made again, whatever one deployer has set', async () => {
    const again = await release('two', {
      STRUCTURED_ANALYSIS_PERMISSION: 'Granted to us by its authors, in 2026.',
    })
    expect(again.err).toBe('')
    const names = readdirSync(join(folder, 'one')).sort()
    expect(names).toEqual(['SHA256SUMS', `${title}.cdx.json`, `${title}.tar.gz`])
    for (const name of names) {
      const [one, two] = ['one', 'two'].map((out) => readFileSync(join(folder, out, name)))
      expect(one?.equals(two ?? Buffer.of()), name).toBe(true)
    }
  })

  test('has a list of its packages that names each that is in it, and no other', () => {
    const { metadata, components } = billed()
    expect(metadata.component.name).toBe('handrail')
    expect(components.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(packages())
    expect(packages()).toEqual(
      expect.arrayContaining(
        Object.entries(dependencies).map(([name, version]) => `${name} ${version}`),
      ),
    )
  })

  test('holds nothing that only changes it, and no file that may be written', () => {
    const inside = readdirSync(code).sort()
    expect(inside).not.toContain('test')
    expect(readdirSync(join(code, 'server/commands'))).not.toContain('build.ts')
    for (const path of paths()) {
      const stat = statSync(path)
      expect(stat.mode & 0o777, path).toBe(stat.isDirectory() ? 0o555 : 0o444)
    }
  })

  test.each([
    ['node server/node.ts', {}],
    [
      'node server/node.ts',
      { STRUCTURED_ANALYSIS_PERMISSION: 'Granted to us by its authors, in 2026.' },
    ],
    ['npm start --silent', {}],
    [
      'npm start --silent',
      { STRUCTURED_ANALYSIS_PERMISSION: 'Granted to us by its authors, in 2026.' },
    ],
  ])(
    'serves by %s with %o, for an account that may not write to it, and is as it was',
    async (words, more) => {
      const before = asItIs()
      const [command = '', ...args] = words.split(' ')
      await serves(command === 'node' ? process.execPath : command, args, more)
      expect(asItIs()).toEqual(before)
    },
  )
})
