import { describe, expect, test } from 'vitest'
import { readableAccent, themeIn } from '../../widget/theme.ts'

const white = 'rgb(255, 255, 255)'

describe('an accent that the page around asks for', () => {
  test('is kept where it stands out by 4.5 to 1, and not where it falls just short', () => {
    expect(readableAccent('#767676', [white])).toBe('#767676')
    expect(readableAccent('#777777', [white])).toBeNull()
    expect(readableAccent('#767676', [white, 'rgb(0, 0, 0)'])).toBe('#767676')
    expect(readableAccent('#767676', [white, 'rgb(27, 35, 43)'])).toBeNull()
  })

  test.each(['', 'red', '#123', '#12345678', '#00000g', 'rgb(0, 0, 0)', ' #000000', '#000000;'])(
    'is six digits of hex and nothing else: %j',
    (asked) => {
      expect(readableAccent(asked, [white])).toBeNull()
    },
  )

  test('is not kept against a ground whose colour is not known', () => {
    expect(readableAccent('#000000', ['color(srgb 1 1 1)'])).toBeNull()
    expect(readableAccent('#000000', ['rgba(255, 255, 255, 0.5)'])).toBeNull()
  })
})

describe('the rest of the look', () => {
  const theme = (asked: string) => themeIn(new URLSearchParams(asked))

  test('is a whole number of pixels and a name from a list', () => {
    expect(theme('radius=0px&font=georgia')).toEqual({
      '--handrail-radius': '0px',
      '--handrail-font': 'Georgia, serif',
    })
    expect(theme('radius=24px&font=system')).toHaveProperty('--handrail-radius', '24px')
  })

  test.each([
    'radius=25px',
    'radius=-1px',
    'radius=1.5px',
    'radius=calc(1px)',
    'radius=1px;color:red',
    'font=Wingdings',
    'font=constructor',
    'font=',
    'position=fixed&--danger=white',
  ])('is nothing for %s', (asked) => {
    expect(theme(asked)).toEqual({})
  })
})
