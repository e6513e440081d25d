import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createMeter } from '../../server/node/meter.ts'

const root = join(import.meta.dirname, '../..')
const text = (path: string) => readFileSync(join(root, path), 'utf8')
const document = text('docs/operate.md')

describe('the document for whoever operates it', () => {
  test('names every kind of line there is in the log', () => {
    const kinds = [...text('server/log.ts').matchAll(/\{ kind: '([a-z-]+)'/g)].map(
      ([, kind]) => kind,
    )
    expect(kinds.length).toBeGreaterThan(5)
    for (const kind of kinds) expect(document).toContain(`\`${kind}\``)
  })

  test('names every measure of ours, and none that is not there', async () => {
    const { text } = createMeter({ connections: () => 0, sockets: () => 0 })
    const ours = [...(await text()).matchAll(/^# TYPE (handrail_\w+)/gm)].map(([, name]) => name)
    const named = [...document.matchAll(/`(handrail_\w+)`/g)].map(([, name]) => name)
    expect(named.sort()).toEqual(ours.sort())
  })

  test('names no setting that is not there', () => {
    const settings = text('README.md')
    for (const [, name] of document.matchAll(/`([A-Z]+_[A-Z_]+)(=\w+)?`/g))
      expect(settings).toContain(`| \`${name}\` |`)
  })

  test('has an example unit whose settings are there', () => {
    const settings = text('README.md')
    const set = [...text('docs/examples/handrail.service').matchAll(/^Environment=([A-Z_]+)=/gm)]
    expect(set.length).toBeGreaterThan(3)
    for (const [, name] of set) expect(settings).toContain(`| \`${name}\` |`)
  })
})
