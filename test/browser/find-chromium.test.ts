import { expect, test } from 'vitest'
import { findChromium, type Machine } from './find-chromium.ts'

/** Asks a machine with these files for its browser. */
const found = (more: Partial<Machine>, ...files: string[]) =>
  findChromium({
    platform: 'linux',
    arch: 'x64',
    env: {},
    home: '/home/a',
    playwrights: '/playwrights',
    packed: '/packed',
    has: (path) => files.includes(path),
    ...more,
  })

const all = ['/own', '/usr/bin/chromium', '/playwrights', '/packed']

test('what CHROMIUM names comes before what is installed, then Playwright’s own, then what npm brought', () => {
  const env = { CHROMIUM: '/own' }
  expect(found({ env }, ...all)).toBe('/own')
  expect(found({}, ...all)).toBe('/usr/bin/chromium')
  expect(found({}, '/playwrights', '/packed')).toBe('/playwrights')
  expect(found({}, '/packed')).toBe(null)
  expect(found({ env: { CHROMIUM: 'bundled' } }, ...all)).toBe(null)
})

test.each([
  ['linux', '/usr/bin/google-chrome'],
  ['linux', '/usr/bin/microsoft-edge'],
  ['darwin', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  ['darwin', '/home/a/Applications/Chromium.app/Contents/MacOS/Chromium'],
  ['win32', 'C/Google/Chrome/Application/chrome.exe'],
  ['win32', 'C/Microsoft/Edge/Application/msedge.exe'],
])('on %s it is found at %s', (platform, path) => {
  expect(found({ platform, env: { 'PROGRAMFILES(X86)': 'C' } }, path, '/playwrights')).toBe(path)
})

test('what npm brought runs on Linux on an Intel processor and nowhere else', () => {
  expect(() => found({ platform: 'darwin' }, '/packed')).toThrow('There is no Chromium')
  expect(() => found({ arch: 'arm64' }, '/packed')).toThrow('There is no Chromium')
})

test('where there is none, one line says what to do, and another is never taken for the one that was named', () => {
  expect(() => found({})).toThrow(/^There is no Chromium.* set CHROMIUM to where it is\.$/)
  expect(() => found({ env: { CHROMIUM: '/away' } }, ...all)).toThrow('at /away, which CHROMIUM')
})
