import type { Earlier } from '../machines/earlier.ts'
import { datesOf } from './dates.ts'
import { fill } from './fill.ts'
import type { LoadedPack } from './loaded-pack.ts'

/** Which earlier summary a conversation is laid beside, and for what purpose. */
export function earlierLine({ pack }: LoadedPack, { preparedAt, purpose }: Earlier): string {
  const { purposes, words } = pack.again ?? {}
  return fill(words?.line ?? '', {
    date: earlierDay(pack, preparedAt),
    purpose: purposes?.[purpose] ?? '',
  })
}

/** The day an earlier summary was prepared, in words. */
export const earlierDay = (pack: LoadedPack['pack'], preparedAt: string): string =>
  datesOf(pack).day(Date.parse(preparedAt))
