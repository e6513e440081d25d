import { describe, expect, test } from 'vitest'
import { loadedBy } from './loaded-by.ts'

describe('what a page loads by itself', () => {
  test.each([
    '<script type="module" src="X"></script>',
    '<link rel=stylesheet href=X>',
    "<img alt='a > b' src='X'>",
    '<img srcset="X 2x">',
    '<iframe src="X"></iframe>',
    '<source srcset="X">',
    '<object data="X"></object>',
    '<embed src="X">',
    '<video poster="X"></video>',
    '<input type="image" src="X">',
    '<svg><use href="X"/></svg>',
    '<svg><image xlink:href="X"/></svg>',
    '<base href="X">',
    '<meta http-equiv="refresh" content="0; url=X">',
    '<style>@import "X";</style>',
    '<style>@import url(X);</style>',
    '<style>body { background: url( "X" ) }</style>',
    "<p style='background: url(X)'>",
  ])('is seen: %s', (markup) => {
    expect(loadedBy(markup.replace('X', 'https://a.test/x'))).toEqual(['https://a.test/x'])
  })

  test('is every one of several', () => {
    const markup = '<img src="/a" srcset="/b 1x, /c 2x"><link href="/d">'
    expect(loadedBy(markup)).toEqual(['/a', '/b', '/c', '/d'])
  })

  test('is not where somebody may go, what a script says, or what is commented out', () => {
    expect(
      loadedBy(
        `<a href="https://a.test">x</a><form action="/y"></form>
        <script type="application/json">{"html":"<img src='/z'>"}</script><!-- <img src="/c"> -->`,
      ),
    ).toEqual([])
  })
})
