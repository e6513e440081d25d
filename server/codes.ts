/** The register of codes: which session a code's first digits lead to. */
export type Codes = {
  /** Takes a number for a session until a time on the wall; false where it is taken already. */
  claim: (locator: string, session: string, until: number) => boolean | Promise<boolean>
  find: (locator: string) => string | null | Promise<string | null>
  /** Lets a number go that leads nowhere any more. */
  release: (locator: string) => void
}
