import type { CaseRecord } from '../machines/case-record.ts'
import { withoutIdentity } from '../machines/consultation.ts'
import { isFormal } from '../machines/identifying/identifying.ts'
import { pointedOut } from './identifiers.ts'
import type { LoadedPack } from './loaded-pack.ts'
import type { View } from './protocol.ts'

/**
 * Whether nothing has to say who the child is, and then what may say it all the same.
 * @param today the day it is, `2026-03-14`
 * @param titleOf how a question is headed
 */
export function identityOf(
  loaded: LoadedPack,
  record: CaseRecord,
  today: string,
  titleOf: (question: string) => string,
): Pick<View, 'anonymous' | 'pointedOut' | 'confirmed'> {
  if (!withoutIdentity(record.snapshot.context.facts)) return { anonymous: false }
  return {
    anonymous: true,
    pointedOut: pointedOut(loaded, record, Number(today.slice(0, 4))).map((one) => ({
      ...one,
      title: titleOf(one.question),
      formal: isFormal(one.kind),
    })),
    confirmed: [...record.confirmed],
  }
}
