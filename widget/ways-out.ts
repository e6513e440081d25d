/** How long three presses may take, in milliseconds. */
const within = 5_000

/**
 * Listens for the keys that lead out of sight: F2 hides, and Shift pressed and let go three times leaves. A Shift
 * that is held for a letter, for a click or beside another key counts for nothing. Esc is left alone.
 * @returns what stops the listening
 */
export function onWaysOut({ hide, leave }: { hide: () => void; leave: () => void }): () => void {
  const stop = new AbortController()
  let bare = false
  let presses: number[] = []
  const spoil = () => {
    bare = false
    presses = []
  }
  const down = ({ key, repeat, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent) => {
    const beside = ctrlKey || altKey || metaKey
    if (key !== 'Shift' || beside) spoil()
    else if (!repeat) bare = true
    if (key === 'F2' && !beside && !shiftKey) hide()
  }
  const up = ({ key, timeStamp }: KeyboardEvent) => {
    if (!bare || key !== 'Shift') return
    bare = false
    presses = [...presses.filter((at) => timeStamp - at <= within), timeStamp]
    if (presses.length < 3) return
    spoil()
    leave()
  }
  const how = { capture: true, signal: stop.signal }
  addEventListener('keydown', down, how)
  addEventListener('keyup', up, how)
  addEventListener('pointerdown', spoil, how)
  return () => stop.abort()
}
