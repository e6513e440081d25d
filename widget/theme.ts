/** What a page around this one may change of how it looks, as custom properties of the document. */
export type Theme = { '--handrail-radius'?: string; '--handrail-font'?: string }

/** The letters to choose from: what a computer has by itself. */
const fonts: Readonly<Record<string, string>> = {
  system: 'system-ui, sans-serif',
  arial: 'Arial, sans-serif',
  verdana: 'Verdana, sans-serif',
  tahoma: 'Tahoma, sans-serif',
  georgia: 'Georgia, serif',
}

/** The least contrast of text against what is behind it, as WCAG 1.4.3 has it. */
const least = 4.5

/** Reads what was asked for, and keeps what is on the list. */
export function themeIn(asked: URLSearchParams): Theme {
  const radius = asked.get('radius') ?? ''
  const font = asked.get('font') ?? ''
  return {
    ...(/^(1?\d|2[0-4])px$/.test(radius) && { '--handrail-radius': radius }),
    ...(Object.hasOwn(fonts, font) && { '--handrail-font': fonts[font] as string }),
  }
}

/**
 * An accent that was asked for, if text of its colour can be read on every one of these grounds, or `null`.
 * @param asked `#rrggbb`, and nothing else
 * @param grounds colours as a browser computes them: `rgb(r, g, b)`
 */
export function readableAccent(asked: string, grounds: readonly string[]): string | null {
  const accent = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i
    .exec(asked)
    ?.slice(1)
    .map((pair) => Number.parseInt(pair, 16))
  if (!accent) return null
  const behind = grounds.map((ground) => /^rgb\((\d+), (\d+), (\d+)\)$/.exec(ground)?.slice(1))
  return behind.every((ground) => ground && contrast(accent, ground.map(Number)) >= least)
    ? asked
    : null
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: readonly number[]): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
