import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'

const modules = join(import.meta.dirname, '../../node_modules')
const parcel = join(modules, '@sparticuz/chromium')

/** Where npm has put the packed browser, if it has. */
export const packed = join(parcel, 'bin/chromium.br')

/** A browser on the disk, and what it needs to be told of its libraries and its font. */
export type Unpacked = { path: string; env: Record<string, string> }

/**
 * Unpacks the browser that npm brought, once for every version of it. Of the package only the packed files are used:
 * its own way to start a browser switches off what keeps one site from another.
 */
export async function bundledChromium(): Promise<Unpacked> {
  const { version } = JSON.parse(readFileSync(join(parcel, 'package.json'), 'utf8'))
  const folder = join(modules, '.cache', `chromium-${version}`)
  if (!existsSync(folder)) await unpack(folder)
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH]
  return {
    path: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'ours.conf'),
    },
  }
}

/** Several may unpack at once: each does so beside, and whoever is first puts the whole of it in its place. */
async function unpack(folder: string): Promise<void> {
  const beside = `${folder}.${process.pid}`
  rmSync(beside, { recursive: true, force: true })
  mkdirSync(beside, { recursive: true })
  await pipeline(
    createReadStream(packed),
    createBrotliDecompress(),
    createWriteStream(join(beside, 'chromium'), { mode: 0o755 }),
  )
  for (const name of ['al2023', 'fonts']) {
    const tar = brotliDecompressSync(readFileSync(join(parcel, `bin/${name}.tar.br`)))
    for (const { path, bytes } of filesOf(tar)) {
      mkdirSync(dirname(join(beside, path)), { recursive: true })
      writeFileSync(join(beside, path), bytes)
    }
  }
  writeFileSync(join(beside, 'ours.conf'), fontsIn(folder))
  try {
    renameSync(beside, folder)
  } catch (fault) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(folder)) throw fault
  }
}

/** The font is the same on every machine, so that a page is as wide on one as on another. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${escaped(join(folder, 'fonts'))}</dir>
  <cachedir>${escaped(join(folder, 'fonts-cache'))}</cachedir>
</fontconfig>
`

const escaped = (path: string) => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The plain files of a tar archive. */
function* filesOf(tar: Buffer): Generator<{ path: string; bytes: Buffer }> {
  const block = 512
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number) =>
      tar.toString('latin1', at + from, at + from + length).replace(/\0.*/s, '')
    const size = Number.parseInt(text(124, 12), 8)
    const bytes = tar.subarray(at + block, at + block + size)
    if (text(156, 1) === '0') yield { path: text(0, 100), bytes }
    at += block + Math.ceil(size / block) * block
  }
}
