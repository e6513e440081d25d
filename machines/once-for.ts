/** A function of one object, worked out once for each and kept for as long as the object is. */
export function onceFor<Key extends WeakKey, Value>(work: (key: Key) => Value) {
  const known = new WeakMap<Key, Value>()
  return (key: Key): Value => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = work(key)
    known.set(key, made)
    return made
  }
}
