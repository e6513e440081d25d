import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { backupFolderFault } from '../../../server/node/backup-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'handrail-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
mkdirSync(at('data'))
symlinkSync(at('data'), at('link'))
const folders = { dataDir: at('data'), keyDir: at('keys') }

describe('backups', () => {
  test.each([
    ['data', 'DATA_DIR'],
    ['data/', 'DATA_DIR'],
    ['data/backup', 'DATA_DIR'],
    ['link/deep/backup', 'DATA_DIR'],
    ['keys', 'KEY_DIR'],
    ['keys/..backup', 'KEY_DIR'],
    ['.', 'DATA_DIR'],
  ])('are not put into %s, which is with the %s', (name, setting) => {
    expect(backupFolderFault(at(name), folders)).toMatch(
      new RegExp(`^BACKUP_DIR: .* and ${setting} are one folder, .*\\.$`),
    )
  })

  test.each(['backup', 'data-backup', 'keys.old'])('may be put into %s', (name) => {
    expect(backupFolderFault(at(name), folders)).toBeNull()
  })
})
