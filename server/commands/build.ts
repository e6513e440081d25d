import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, transform } from 'esbuild'
import Handlebars from 'handlebars'
import { z } from 'zod'
import { againFile } from '../../content/again-file.ts'
import { analysisWording } from '../../content/analysis-file.ts'
import { faultLine } from '../../content/fault-line.ts'
import { interfaceFile, packFiles } from '../../content/pack.ts'
import { sinceFile } from '../../content/since-file.ts'
import { analysisUse } from '../node/analysis-use.ts'
import { packText } from '../node/find-packs.ts'
import { buildDigest, builtFrom } from './build-digest.ts'

// Writes the JSON Schema of a pack's files for editors, and .build/site.mjs: the page's script and style, the embed's loader, the precompiled templates
// and the packs, as one module that Node and a Worker import alike.

const root = join(import.meta.dirname, '../..')
const out = join(root, '.build')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const { words } = interfaceFile.parse(JSON.parse(read('content/interface.json')))

// What is said of words that may name a child comes with the script that looks for them.
const withSearch = Object.fromEntries(
  Object.entries(words).filter(([id]) => id.startsWith('identity.')),
)

const bundled = await build({
  entryPoints: [
    join(root, 'widget/chat.ts'),
    join(root, 'widget/chat.css'),
    join(root, 'widget/first.css'),
  ],
  bundle: true,
  // What is only imported when it is needed stays a file of its own, under its own name.
  splitting: true,
  chunkNames: '[name]',
  minify: true,
  format: 'esm',
  target: 'es2022',
  outdir: out,
  write: false,
  // As text, since esbuild puts anything more into a file of its own.
  define: { 'built.words': JSON.stringify(JSON.stringify(withSearch)) },
})
const bundles = Object.fromEntries(
  bundled.outputFiles.map(({ path, text }) => [basename(path), text]),
)

// What only the service says comes with its replies. The ids of what the page says stand in its script, whole or
// up to the part that is filled in.
const spoken = Object.entries(bundles)
  .filter(([name]) => name !== 'identifying.js')
  .map(([, text]) => text)
  .join('')
const pageWords = Object.fromEntries(
  Object.entries(words).filter(
    ([id]) => spoken.includes(`"${id}"`) || spoken.includes(`\`${id.split('.')[0]}.\${`),
  ),
)

// The page's own drawing code once more, to write the first page as HTML: `paper.ts` stands in for the browser.
await build({
  entryPoints: [join(root, 'widget/static/first-page.ts')],
  inject: [join(root, 'widget/static/paper.ts')],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  define: { pageData: JSON.stringify(JSON.stringify({ words })) },
  outfile: join(out, 'first-page.mjs'),
})

const assets = { ...bundles, 'icon.svg': read('widget/icon.svg') }

// What the first page is drawn with stands in the page itself: to ask for it would cost as long again as to ask for the page.
const firstText = (bundles['first.css'] ?? '').trim()
const firstStyle = {
  text: firstText,
  hash: `sha256-${createHash('sha256').update(firstText).digest('base64')}`,
}

const style = await transform(read('widget/embed/handrail-chat.css'), {
  loader: 'css',
  minify: true,
})
const loader = await build({
  entryPoints: [join(root, 'widget/embed/embed.ts')],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  write: false,
  define: {
    'built.style': JSON.stringify(style.code.trim()),
    'built.title': JSON.stringify(words['page.title']),
    'built.open': JSON.stringify(words['embed.open']),
    'built.close': JSON.stringify(words['embed.close']),
    'built.leaveTo': JSON.stringify(words['leave.to']),
  },
})
const script = loader.outputFiles[0]?.text ?? ''
const digest = createHash('sha384').update(script).digest()
const { version } = JSON.parse(read('package.json')) as { version: string }
const embed = {
  version: `${version}-${digest.toString('hex').slice(0, 12)}`,
  integrity: `sha384-${digest.toString('base64')}`,
  script,
  types: read('widget/embed/handrail-chat.d.ts'),
  manifest: JSON.parse(read('widget/embed/custom-elements.json')) as object,
}

const templateFiles = [
  ...readdirSync(join(root, 'content/templates')).map((name) => `content/templates/${name}`),
  'widget/page.html.hbs',
]
const templates = templateFiles.map((path) => {
  const name = basename(path, '.hbs')
  const spec = Handlebars.precompile(read(path), { noEscape: name.endsWith('.txt') })
  return `  ${JSON.stringify(name)}: ${String(spec)},`
})

const areas = readdirSync(join(root, 'content/areas')).map((name) =>
  join(root, 'content/areas', name),
)
// What a Worker serves is settled here, since it reads no files.
const analysis = analysisUse(process.env)
if ('faults' in analysis) {
  for (const fault of analysis.faults) process.stderr.write(`${fault}\n`)
  process.exit(1)
}
const packs = await Promise.all(areas.map((area) => packText(area, analysis.use)))
const unreadable = packs.flatMap((pack) => ('faults' in pack ? pack.faults : []))
if (unreadable.length > 0) {
  for (const fault of unreadable) process.stderr.write(`${faultLine(fault)}\n`)
  process.exit(1)
}
mkdirSync(join(out, 'schema'), { recursive: true })
for (const [name, schema] of Object.entries({
  ...packFiles,
  again: againFile,
  analysis: analysisWording,
  since: sinceFile,
})) {
  const published = z.toJSONSchema(schema, { target: 'draft-2020-12' })
  writeFileSync(join(out, 'schema', `${name}.schema.json`), JSON.stringify(published, null, 2))
}
writeFileSync(
  join(out, 'site.mjs'),
  [
    `export const assets = ${JSON.stringify(assets)}`,
    `export { firstPage } from './first-page.mjs'`,
    `export const firstStyle = ${JSON.stringify(firstStyle)}`,
    `export const embed = ${JSON.stringify(embed)}`,
    `export const interfaceWords = ${JSON.stringify(words)}`,
    `export const pageWords = ${JSON.stringify(pageWords)}`,
    `export const packs = ${JSON.stringify(packs)}`,
    `export const templates = {\n${templates.join('\n')}\n}`,
    '',
  ].join('\n'),
)
writeFileSync(
  join(out, 'site.d.mts'),
  [
    `export declare const assets: Readonly<Record<string, string>>`,
    `export declare const firstPage: (start: object) => string`,
    `export declare const firstStyle: { text: string; hash: string }`,
    `export declare const embed: { version: string; integrity: string; script: string; types: string; manifest: object }`,
    `export declare const interfaceWords: Readonly<Record<string, string>>`,
    `export declare const pageWords: Readonly<Record<string, string>>`,
    `export declare const packs: readonly { digest: string; files: string }[]`,
    `export declare const templates: Readonly<Record<${templateFiles.map((path) => JSON.stringify(basename(path, '.hbs'))).join(' | ')}, object>>`,
    '',
  ].join('\n'),
)
writeFileSync(builtFrom, buildDigest())
