import { lockAfter } from './words.ts'

let touched = performance.now()
for (const type of ['keydown', 'pointerdown', 'input']) {
  addEventListener(type, () => {
    touched = performance.now()
  })
}

/** Whether nobody has touched the page for as long as it may stay open unattended. */
export const isIdle = (): boolean => performance.now() - touched >= lockAfter
