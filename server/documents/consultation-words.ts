/** The words that the call sheet and the note for the record are written with. A pack that has them holds each. */
export const consultationWords = [
  'sheet.title',
  'sheet.lead',
  'who',
  'say',
  'say.age',
  'say.role',
  'ask',
  'avoid',
  'write',
  'note.title',
  'note.consulted',
  'note.advised',
  'note.not-yet',
  'note.not-known',
  'note.adviser',
  'note.when',
  'note.advice',
  'note.no-advice',
  'note.alerts',
  'note.notes',
] as const

export type ConsultationWord = (typeof consultationWords)[number]
