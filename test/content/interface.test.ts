import { expect, test } from 'vitest'
import page from '../../content/interface.json' with { type: 'json' }

test('no sentence of the page tells things apart by place, shape or colour alone', () => {
  const bySight = /\b(above|below|on the (left|right)|red|green|amber|blue|round|square)\b/i
  const pointing = Object.entries(page.words).filter(([, words]) => bySight.test(words))
  expect(pointing).toEqual([])
})
