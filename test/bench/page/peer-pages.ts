import { join } from 'node:path'
import { build } from 'esbuild'
import { southwark } from '../../support/southwark.ts'
import { install } from '../install.ts'
import { standIn } from './peer-names.ts'

/** The files of a page by address, the page itself at `/`. */
export type Files = ReadonlyMap<string, string>

const folder = join(import.meta.dirname, '../page-peers')

/** Packages that are made from their sources by a script at installation, where none is run, and one that is Node's. */
const alias = {
  ...Object.fromEntries(
    ['abort-controller-es5', 'markdown-it-attrs-es5', 'p-defer-es5'].map((name) => [
      name,
      `./node_modules/${name}/src/index.mjs`,
    ]),
  ),
  punycode: 'punycode.js',
}

/** The first question of the route, as far as a peer shows it. */
export function firstQuestion(): { title: string; why: string; options: string[] } {
  const { title, why, parts } = southwark.question('danger')
  const options = parts.flatMap((part) => ('options' in part ? part.options : []))
  return { title, why, options: options.map(({ words }) => words) }
}

/** Installs the peers, and builds a page for each of these as our own is built. */
export async function peerPages(names: readonly string[]): Promise<Map<string, Files>> {
  if (names.some((name) => name !== standIn)) install(folder)
  const pages = new Map<string, Files>()
  for (const name of names) pages.set(name, await peerPage(name))
  return pages
}

/** What a peer loads later, if ever, stays in files of its own; what it always loads is asked for at once. */
async function peerPage(name: string): Promise<Files> {
  const { outputFiles, metafile } = await build({
    entryPoints: { page: join(folder, `${name}.ts`) },
    bundle: true,
    splitting: true,
    minify: true,
    legalComments: 'none',
    metafile: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias,
    absWorkingDir: folder,
    outdir: folder,
    write: false,
  })
  const files = new Map(outputFiles.map(({ path, text }) => [path.slice(folder.length), text]))
  const always = new Set<string>()
  const follow = (output: string): void => {
    if (always.has(output)) return
    always.add(output)
    for (const { path, kind } of metafile.outputs[output]?.imports ?? []) {
      if (kind === 'import-statement') follow(path)
    }
  }
  follow('page.js')
  always.delete('page.js')
  return files.set(
    '/',
    htmlOf(
      [...always].map((file) => `/${file}`),
      files.has('/page.css'),
    ),
  )
}

const htmlOf = (scripts: readonly string[], styled: boolean) => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="question" content="${escaped(JSON.stringify(firstQuestion()))}">
<title>Peer</title>
<link rel="icon" href="data:,">
${styled ? '<link rel="stylesheet" href="/page.css">' : ''}
${scripts.map((script) => `<link rel="modulepreload" href="${script}">`).join('\n')}
<script type="module" src="/page.js"></script>
</head>
<body>
<main></main>
</body>
</html>
`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
