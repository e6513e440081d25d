import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { z } from 'zod'
import { readSettings } from '../node/settings.ts'
import type { Installed } from './production-packages.ts'

/** How the service is operated: what it links goes with it. */
const operating = 'docs/operate.md'

/** What everyone who is given the code is given with it. */
const beside = ['package.json', 'LICENSE', 'NOTICE', 'README.md', operating]

/**
 * Every file that a release has: what `npm start` runs and all that this imports, the content, the packages, and the
 * documents of whoever operates it.
 * @param packages those that it needs to run
 * @returns paths below the root, in order
 */
export async function releaseFiles(
  root: string,
  packages: readonly Installed[],
): Promise<string[]> {
  const text = (path: string) => readFileSync(join(root, path), 'utf8')
  const { scripts } = z
    .object({ scripts: z.object({ start: z.string() }) })
    .parse(JSON.parse(text('package.json')))
  const entryPoints = [...new Set(scripts.start.match(/server\/\S+/g))]
  const { metafile } = await build({
    entryPoints,
    absWorkingDir: root,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: '.build',
    write: false,
    metafile: true,
  })
  const settings = readSettings({})
  if ('faults' in settings) throw new Error(settings.faults.join('\n'))
  const linked = [...text(operating).matchAll(/\]\(([^):#]+)/g)]
    .map(([, link = '']) => join(dirname(operating), link))
    .filter((path) => existsSync(join(root, path)))
  const packaged = packages.flatMap(({ folder }) =>
    // A package inside another is one of its own in the lock file.
    filesIn(join(root, folder)).filter(
      (file) => !relative(join(root, folder), file).startsWith('node_modules'),
    ),
  )
  const files = [...packaged, ...filesIn(settings.contentDir)].map((file) => relative(root, file))
  const all = [...beside, ...linked, ...Object.keys(metafile.inputs), ...files]
  return [...new Set(all.map((path) => path.replaceAll('\\', '/')))].sort()
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
