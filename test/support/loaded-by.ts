/**
 * Every address that a browser asks for by itself on reading this HTML or CSS, in the order of its kind.
 * Where somebody may go by a press (`<a href>`, `<area href>`, a form's action) is not one.
 */
export function loadedBy(markup: string): string[] {
  const words = markup.replace(/<!--[\s\S]*?-->/g, '')
  // What stands inside a script is no markup, whatever it looks like.
  const tags = words.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, '$1').matchAll(tag)
  const own = [...tags].flatMap(([, name = '', attributes = '']) =>
    [...attributes.matchAll(attribute)].flatMap(
      ([, key = '', double, single, bare]): readonly string[] =>
        addresses(name.toLowerCase(), key.toLowerCase(), double ?? single ?? bare ?? ''),
    ),
  )
  return [...own, ...styled(words)]
}

const value = `\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`
const tag = /<([a-z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi
const attribute = new RegExp(`([^\\s"'=/]+)${value}`, 'g')

const loading = ['src', 'data', 'poster', 'background', 'manifest', 'href', 'xlink:href']
const pressed = ['a', 'area']

function addresses(name: string, key: string, given: string): readonly string[] {
  if (key === 'srcset' || key === 'imagesrcset')
    return given.split(/,\s+/).map((one) => one.trim().split(/\s+/)[0] ?? '')
  if (name === 'meta' && key === 'content')
    return /\burl\s*=\s*'?([^']+)/i.exec(given)?.slice(1) ?? []
  return loading.includes(key) && !pressed.includes(name) ? [given] : []
}

/** What a style asks for, wherever it stands: in an element, an attribute or a file. */
const styled = (words: string): string[] =>
  [...words.matchAll(/\burl\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/gi)].map(
    ([, by = '', imported = by]) => imported.trim(),
  )
