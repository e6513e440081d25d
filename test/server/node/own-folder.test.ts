import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownFolder } from '../../../server/node/own-folder.ts'

let above: string
let folder: string
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'handrail-own-'))
  folder = join(above, 'data')
})
afterEach(() => rmSync(above, { recursive: true }))

const own = () => ownFolder('DATA_DIR', folder, /^ours$/)
const mode = (path: string) => statSync(path).mode & 0o777

function made(folderMode: number, ...names: string[]) {
  mkdirSync(folder)
  for (const name of names) {
    writeFileSync(join(folder, name), '')
    chmodSync(join(folder, name), 0o644)
  }
  chmodSync(folder, folderMode)
}

test('a folder that was not there is made for this account alone', () => {
  expect(own()).toBeNull()
  expect(mode(folder)).toBe(0o700)
})

test.each([0o777, 0o755, 0o750])(
  'one that is open and holds our files alone is closed, and that is said: %o',
  (open) => {
    made(open, 'ours')
    expect(own()).toEqual({ said: expect.stringContaining(`(0${open.toString(8)})`) })
    expect([mode(folder), mode(join(folder, 'ours'))]).toEqual([0o700, 0o600])
    expect(own()).toBeNull()
  },
)

test.each([0o777, 0o775, 0o722])(
  'one with others’ files that others may write to is refused, and stays as it is: %o',
  (open) => {
    made(open, 'ours', 'theirs')
    expect(own()).toEqual({ refused: expect.stringContaining('chmod 700') })
    expect(mode(folder)).toBe(open)
  },
)

test('one with others’ files that others may only read is used as it is', () => {
  made(0o755, 'theirs')
  expect(own()).toBeNull()
  expect(mode(folder)).toBe(0o755)
})

test('only our own files are closed: no folder, no other file, and nothing a link leads to', () => {
  made(0o700, 'theirs')
  const inside = join(folder, 'inside')
  mkdirSync(inside)
  chmodSync(inside, 0o755)
  const elsewhere = join(above, 'elsewhere')
  writeFileSync(elsewhere, '')
  chmodSync(elsewhere, 0o644)
  symlinkSync(elsewhere, join(folder, 'ours'))
  expect(own()).toBeNull()
  expect([inside, elsewhere, join(folder, 'theirs')].map(mode)).toEqual([0o755, 0o644, 0o644])
})
