/** What a timer calls: whatever goes wrong in it is told, and never ends the process. */
export const guarded = (work: () => void, failed: (error: unknown) => void) => (): void => {
  try {
    work()
  } catch (error) {
    failed(error)
  }
}
