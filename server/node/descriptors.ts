/** What the service itself needs: its database, its notes, its keys, and whatever it opens for a moment. */
const ownUse = 64

/** Errors of a system that has no file or socket left to give, and will have some again. */
const shortage = new Set(['EMFILE', 'ENFILE'])

/** Whether something failed only because too many files and sockets are open just now. */
export const isShortOfDescriptors = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && shortage.has(String(error.code))

/** How many sockets this process may hold and still open the files it needs, or no limit where none is known. */
export function roomForSockets(): number {
  // Looking up the machine's addresses takes long, and is not what is asked.
  const report = Object.assign(process.report, { excludeNetwork: true }).getReport()
  const { userLimits } = report as { userLimits?: { open_files?: { soft: unknown } } }
  const files = Number(userLimits?.open_files?.soft ?? Number.NaN)
  return Number.isFinite(files) ? Math.max(1, files - ownUse) : Number.POSITIVE_INFINITY
}
