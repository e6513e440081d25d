import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folders = ['machines', 'content', 'server', 'widget']

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name)),
)

/** Every import of a source: what it names, whether it is of types alone, and the folder it leads to. */
const imports = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms)].map(
    ([, type, name = '']) => ({
      file,
      typesOnly: type !== undefined,
      name,
      folder: name.startsWith('.')
        ? (relative(root, join(root, file, '..', name)).split('/')[0] ?? '')
        : null,
    }),
  )
})

/** What a folder may import when it runs, and of which folders it may use the types alone. */
const rules: Record<string, { packages: string[]; folders: string[]; types: string[] }> = {
  machines: { packages: ['xstate'], folders: ['machines'], types: [] },
  content: {
    packages: ['zod', 'handlebars/runtime.js'],
    folders: ['content'],
    types: ['machines'],
  },
  server: {
    packages: ['hono', 'zod', 'handlebars/runtime.js'],
    folders: ['server', 'machines', 'content', '.build'],
    types: [],
  },
  widget: { packages: [], folders: ['widget'], types: ['server'] },
}

/** Where a runtime itself may be met: the entries, the commands and the adapters. */
const onNode = /^server\/(node\.ts|node\/|commands\/)/
const onWorker = /^server\/(worker\.ts|worker\/)/

/** The one thing outside its folder that the page runs: the pure search, in the script that comes when it is needed. */
const isSearchOfThePage = ({ file, name }: { file: string; name: string }) =>
  file === 'widget/identifying.ts' && name === '../machines/identifying/identifying.ts'

describe('the folders', () => {
  test('import only what their rule allows', () => {
    const broken = imports.filter(({ file, name, folder, typesOnly }) => {
      const rule = rules[file.split('/')[0] ?? '']
      if (!rule) return true
      if (folder !== null && isSearchOfThePage({ file, name })) return false
      if (folder !== null)
        return !rule.folders.includes(folder) && !(typesOnly && rule.types.includes(folder))
      if (onNode.test(file) || onWorker.test(file)) return name === 'xstate'
      return !rule.packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`))
    })
    expect(broken).toEqual([])
  })

  test('meet a runtime only in its entries and adapters', () => {
    const runtime = /^(node:|ws$|@hono\/node-server|cloudflare:)/
    const met = imports.filter(({ name }) => runtime.test(name)).map(({ file }) => file)
    expect(met.length).toBeGreaterThan(0)
    expect(met.filter((file) => !onNode.test(file) && !onWorker.test(file))).toEqual([])
  })

  test('of the wire’s widget hold nothing of the server but its protocol’s types', () => {
    const taken = imports.filter(
      ({ file, folder }) => file.startsWith('widget/') && folder === 'server',
    )
    expect(taken.every(({ name }) => name.endsWith('server/protocol.ts'))).toBe(true)
  })
})

describe('the search for what identifies a child', () => {
  const search = 'machines/identifying/'

  test('is brought to the page by a script of its own, and by nothing else there', () => {
    expect(imports.filter(isSearchOfThePage)).toHaveLength(1)
    const bringing = sources.filter(
      (file) =>
        file.startsWith('widget/') &&
        /await import\(|from '\.\/identifying\.ts'/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(bringing).toEqual(['widget/bring-identifying.ts'])
  })

  test('leans on nothing but itself', () => {
    const leaning = imports.filter(({ file }) => file.startsWith(search))
    expect(leaning.length).toBeGreaterThan(0)
    expect(leaning.filter(({ name }) => !/^\.\/[a-z-]+\.ts$/.test(name))).toEqual([])
  })
})

describe('the machines', () => {
  test('know no clock, chance or words', () => {
    for (const file of sources.filter((name) => name.startsWith('machines/'))) {
      const text = readFileSync(join(root, file), 'utf8')
      expect(text, file).not.toMatch(
        /Date\.now|new Date\(\)|Math\.random|crypto\.|\binvoke:|\bafter:/,
      )
    }
  })
})

describe('the files', () => {
  test('are named in lower case for one thing, and none is a drawer', () => {
    for (const file of sources) {
      expect(file).toMatch(/^[a-z/-]+\.ts$/)
      expect(file).not.toMatch(/util|helper|manager|service|\/index\.ts$/)
    }
  })

  test('stay under 250 lines, but for the machine and the protocol', () => {
    const long = sources.filter(
      (file) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length > 250,
    )
    expect(
      long.filter((file) => !['machines/route.ts', 'server/protocol.ts'].includes(file)),
    ).toEqual([])
  })

  test('re-export nothing from elsewhere', () => {
    for (const file of sources) {
      expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(
        /^export (\*|\{[^}]*\}) from/m,
      )
    }
  })
})
