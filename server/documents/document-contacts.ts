/** The contacts that documents name by themselves. A pack has to hold each, or they would be left out without a word. */
export const documentContacts = {
  emergency: 'emergency',
  mash: 'mash',
  qualityAssurance: 'quality-assurance',
} as const
