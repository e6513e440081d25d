import { lockAfter } from './words.ts'

let touched = { ticks: performance.now(), wall: Date.now() }
for (const type of ['keydown', 'pointerdown', 'input']) {
  addEventListener(type, () => {
    touched = { ticks: performance.now(), wall: Date.now() }
  })
}

/** Somebody on the phone reads the call sheet and touches nothing; half an hour is enough for a call. */
const callLasts = 30 * 60_000

/** How long the page may stay open with nobody at it now: longer while the call sheet is open. */
const patience = () =>
  document.querySelector('.call > [open]') ? Math.max(lockAfter, callLasts) : lockAfter

/** How long nobody has touched the page. The time on the wall counts as well: the other stands still in sleep. */
const untouched = () => Math.max(performance.now() - touched.ticks, Date.now() - touched.wall)

/** Whether nobody has touched the page for as long as it may stay open unattended. */
export const isIdle = (): boolean => untouched() >= patience()

/** How long before its end a person is told, so that they can stay by touching anything; WCAG asks for 20 seconds. */
const notice = Math.min(60_000, lockAfter / 2)

/**
 * Watches whether anybody is there.
 * @param soon is told when the time is nearly over, and when somebody has come back in time
 * @param idle is called while the time is over
 * @returns what ends the watch
 */
export function onIdle(soon: (isSoon: boolean) => void, idle: () => void): () => void {
  let told = false
  const watch = setInterval(() => {
    const isSoon = !isIdle() && untouched() >= patience() - notice
    if (isSoon !== told) soon(isSoon)
    told = isSoon
    if (isIdle()) idle()
  }, 5_000)
  return () => clearInterval(watch)
}
