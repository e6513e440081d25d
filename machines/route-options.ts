/**
 * The options that rules and documents name, by question. What is named is declared here, or does not compile, and a
 * pack must hold each of them.
 */
export const routeOptions = {
  danger: ['yes', 'no'],
  role: ['lead', 'police', 'social-worker', 'public'],
  age: ['under-13', '13', '14', '15', '16', '17', '13-to-15', '16-or-17', 'under-18', '18-or-over'],
  'danger.action': ['not-yet'],
  consultation: ['advised', 'not-yet'],
  discussion: ['yes', 'not-yet'],
  'discussion.lead': ['yes', 'not-yet'],
  'discussion.later': ['done-now'],
  'discussion.record': ['differ'],
  disagreement: ['mine', 'theirs', 'what-to-do'],
  'still-concerned': ['yes', 'unsure', 'no'],
  next: ['consult', 'screen', 'refer', 'decide', 'not-taken-on', 'not-now'],
  complex: ['children', 'suspects', 'both'],
  'looked-after': ['here', 'elsewhere', 'place-not-known'],
  'placement.parents': ['not-told'],
  consent: ['given', 'refused', 'not-sought', 'to-be-asked'],
  'consent.way': ['override'],
  decision: ['refer', 'consult', 'not-now'],
} as const

type RouteOptions = typeof routeOptions

/** A question whose options code names. */
export type NamedQuestion = keyof RouteOptions

/** The options that code names of a question. */
export type NamedOption<Question extends NamedQuestion> = RouteOptions[Question][number]
