import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { signOffPage } from '../../server/sign-off.ts'
import { southwark } from '../support/southwark.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/sign-off.md'), 'utf8')

describe('the page for sign-off', () => {
  test('has every source of local practice that the pack names', () => {
    const named = new Set(southwark.files.match(/practice:[a-z-]+/g))
    expect(named.size).toBeGreaterThan(20)
    for (const source of named) expect(page).toContain(`### ${source}\n`)
  })

  test('has every change since the protocol, with its words, its authority and when it was checked', () => {
    for (const { authority, checked, id, words } of southwark.pack.since?.items ?? []) {
      expect(page).toContain(`\`since.json: ${id}\``)
      expect(page).toContain(words)
      expect(page).toContain(authority)
      expect(page).toContain(checked)
    }
  })

  test('has the words of an item with its place, and not those of what lies in it under a source of its own', () => {
    const option = { id: 'phone', words: 'By phone', source: 'area:1.2' }
    const question = { id: 'talk', title: 'Have you talked?', source: ['practice:talk'] }
    const files = { 'route.json': { questions: [{ ...question, parts: [{ options: [option] }] }] } }
    const lines = signOffPage('Area', files).split('\n')
    expect(lines).toContain('### practice:talk')
    expect(lines).toContain('- `route.json: talk`: Have you talked?')
  })
})
