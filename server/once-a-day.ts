/** Makes something of a thing once for each day it is asked for; only the last day's is kept. */
export function onceADay<Thing extends object, Made>(
  make: (thing: Thing, today: string) => Made,
): (thing: Thing, today: string) => Made {
  const held = new WeakMap<Thing, { today: string; made: Made }>()
  return (thing, today) => {
    const known = held.get(thing)
    if (known?.today === today) return known.made
    const made = make(thing, today)
    held.set(thing, { today, made })
    return made
  }
}
