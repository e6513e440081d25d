type Held = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Where a tab keeps what is its own. A browser may give none to a page inside another site's; then this page alone does. */
export const tabStorage = storage()

/** Whether what is kept is still there after a reload. */
export const outlivesReload = 'length' in tabStorage

function storage(): Held {
  try {
    return sessionStorage
  } catch {
    const held = new Map<string, string>()
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
      removeItem: (key: string) => void held.delete(key),
    }
  }
}
