import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

describe('the hazard log', () => {
  const hazards = read('docs/hazard-log.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (hazard|---)/.test(line))

  test('names for every hazard a test that is there', () => {
    expect(hazards.length).toBeGreaterThan(20)
    for (const hazard of hazards) {
      const [, file = '', name = ''] = /`(test\/[^`]+)` › (.+?) \|$/.exec(hazard) ?? []
      expect(existsSync(join(root, file)) && read(file).includes(`'${name}'`), hazard).toBe(true)
    }
  })
})

describe('the documents', () => {
  const documents = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'DECISIONS.md'].concat(
    readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  )
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

  test.each(documents)('%s names only files and commands that are there', (document) => {
    const text = read(document)
    for (const [, file = ''] of text.matchAll(
      /`((?:test|docs|server|machines|widget|content)\/[^`<*{ ]+\.\w+)`/g,
    )) {
      expect(existsSync(join(root, file)), file).toBe(true)
    }
    for (const [, link = ''] of text.matchAll(/\]\(([^):]+)\)/g)) {
      expect(existsSync(join(root, document, '..', link)), link).toBe(true)
    }
    for (const [, script = ''] of text.matchAll(/npm run ([a-z][\w:-]*)/g)) {
      expect(Object.keys(scripts), script).toContain(script)
    }
  })
})
