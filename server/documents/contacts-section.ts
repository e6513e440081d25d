import { contactsOf } from '../contacts.ts'
import type { Block } from '../protocol.ts'
import { list } from './blocks.ts'
import { type CaseView, closed } from './case-view.ts'
import { documentContacts } from './document-contacts.ts'
import { urgent } from './sections.ts'

/** Whom to reach, each with the month in which it was last checked. */
export function contacts(view: CaseView): Block[] {
  const { at, dates, kind, pack, say } = view
  const ids = [
    ...(urgent(view) ? [documentContacts.emergency] : []),
    documentContacts.mash,
    ...(kind === 'open-case' ? [documentContacts.qualityAssurance] : []),
  ]
  return list(
    contactsOf(pack, ids, dates.today(at)).map(({ name, phone, email, note, verified, stale }) => {
      const contact = closed([name, phone, email].filter((one) => one !== undefined).join(', '))
      const said = [contact, note].filter((one) => one !== undefined).join(' ')
      if (!verified) return said
      return say(stale ? 'contact.stale' : 'contact.verified', { contact: said, month: verified })
    }),
  )
}
