import { lockAfter } from './words.ts'

let touched = { ticks: performance.now(), wall: Date.now() }
for (const type of ['keydown', 'pointerdown', 'input']) {
  addEventListener(type, () => {
    touched = { ticks: performance.now(), wall: Date.now() }
  })
}

/**
 * Whether nobody has touched the page for as long as it may stay open unattended. The time on the wall counts as
 * well, because the other stands still while the computer sleeps.
 */
export const isIdle = (): boolean =>
  Math.max(performance.now() - touched.ticks, Date.now() - touched.wall) >= lockAfter
