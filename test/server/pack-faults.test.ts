import { expect, test } from 'vitest'
import { documentContacts } from '../../server/documents/document-contacts.ts'
import { digestOf, loadPack } from '../../server/loaded-pack.ts'
import { southwark } from '../support/southwark.ts'

/** Southwark's pack with one contact called something else, wherever the pack names it. */
function renamed(contact: string): string {
  const files = JSON.parse(southwark.files) as {
    contacts: { contacts: { id: string }[] }
    route: { questions: { contacts?: string[] }[] }
  }
  const otherwise = (id: string) => (id === contact ? 'renamed' : id)
  for (const one of files.contacts.contacts) one.id = otherwise(one.id)
  for (const question of files.route.questions)
    if (question.contacts) question.contacts = question.contacts.map(otherwise)
  return JSON.stringify(files)
}

test.each(Object.values(documentContacts))(
  'a pack without the contact %s, which a summary names, is refused by file and path',
  async (contact) => {
    const files = renamed(contact)
    const reading = loadPack({ files, digest: await digestOf(files) })
    expect(reading).toMatchObject({
      faults: [
        {
          file: 'contacts.json',
          path: 'contacts (named by documents)',
          reason: `"${contact}" is missing`,
        },
      ],
    })
  },
)
