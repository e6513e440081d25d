/** The options that conditions of the route name: a pack for this route must hold each of them. */
export const routeOptions: Readonly<Record<string, readonly string[]>> = {
  danger: ['yes', 'no'],
  role: ['lead', 'police', 'social-worker'],
  age: ['under-13', '13', '14', '15', '16', '17', '13-to-15', '16-or-17', '18-or-over'],
  'danger.action': ['not-yet'],
  consultation: ['advised'],
  discussion: ['yes', 'not-yet'],
  'discussion.lead': ['yes', 'not-yet'],
  'discussion.later': ['done-now'],
  'still-concerned': ['yes', 'unsure', 'no'],
  next: ['consult', 'screen', 'refer', 'decide', 'not-now'],
  consent: ['given', 'refused', 'not-sought', 'to-be-asked'],
  decision: ['refer', 'consult', 'not-now'],
}
