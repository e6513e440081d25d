import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** The criteria of WCAG 2.2 by level, without those of level AAA and the one that was taken out. */
const levels = {
  A: '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
  AA: '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
}

describe('the accessibility statement', () => {
  const lines = read('docs/accessibility.md')
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
  const rows = lines.map((line) => {
    const [criterion = '', level = '', how = '', held = ''] = line.slice(2, -2).split(' | ')
    return { number: criterion.split(' ')[0] ?? '', level, how, held }
  })

  test.each(Object.entries(levels))(
    'has a line for each criterion of level %s',
    (level, numbers) => {
      const named = rows.filter((row) => row.level === level).map(({ number }) => number)
      expect(named).toEqual(numbers.split(' '))
    },
  )

  test('names a test that is there for each criterion, or says why there is none', () => {
    for (const { number, how, held } of rows) {
      const [, file = '', name = ''] = /^`(test\/[^`]+)` › (.+)$/.exec(held) ?? []
      const isHeld = file !== '' && existsSync(join(root, file)) && read(file).includes(`'${name}'`)
      const isNot = held === '–' && /^(Does not apply: |Not met, on purpose)/.test(how)
      expect(isHeld || isNot, `${number}: ${held}`).toBe(true)
    }
  })
})
