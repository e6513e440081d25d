/** The system's own short name for what went wrong, such as `ENOENT`; after SQLite's, the number it gives it. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error && 'code' in error)) return 'unknown'
  return 'errcode' in error ? `${error.code} ${error.errcode}` : String(error.code)
}
