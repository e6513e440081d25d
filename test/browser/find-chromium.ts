import { join } from 'node:path'

/** What of a machine says which browsers it has. */
export type Machine = {
  platform: string
  arch: string
  env: Readonly<Record<string, string | undefined>>
  home: string
  /** Where Playwright would keep its own. */
  playwrights: string
  /** Where the npm package keeps its own, packed. */
  packed: string
  has: (path: string) => boolean
}

/**
 * Says which browser to start: the one that `CHROMIUM` names, else one that is installed, else Playwright's own, else
 * the one that npm brought, which `CHROMIUM=bundled` asks for by itself.
 * @returns its path, or `null` for the one that npm brought
 * @throws where there is none, saying what to do
 */
export function findChromium({
  platform,
  arch,
  env,
  home,
  playwrights,
  packed,
  has,
}: Machine): string | null {
  const bundled = platform === 'linux' && arch === 'x64' && has(packed)
  const named = env.CHROMIUM
  if (named && named !== 'bundled') {
    if (has(named)) return named
    throw new Error(`There is no Chromium at ${named}, which CHROMIUM names.`)
  }
  const usual = named ? [] : [...(installed[platform]?.(env, home) ?? []), playwrights]
  const found = usual.find(has)
  if (found) return found
  if (bundled) return null
  throw new Error(
    'There is no Chromium, Chrome or Edge on the usual paths. Install one, or set CHROMIUM to where it is.',
  )
}

type Usual = (env: Machine['env'], home: string) => string[]

/** The usual paths. Those of snaps are left out: a snap does not see the folder that a browser is started with. */
const installed: Readonly<Record<string, Usual>> = {
  linux: () => [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/usr/bin/microsoft-edge',
    '/usr/bin/microsoft-edge-stable',
  ],
  darwin: (_, home) =>
    ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
      ['/', home].map((above) => join(above, `Applications/${name}.app/Contents/MacOS/${name}`)),
    ),
  win32: (env) =>
    [
      'Chromium/Application/chrome',
      'Google/Chrome/Application/chrome',
      'Microsoft/Edge/Application/msedge',
    ].flatMap((name) =>
      [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((above) =>
        above ? [join(above, `${name}.exe`)] : [],
      ),
    ),
}
