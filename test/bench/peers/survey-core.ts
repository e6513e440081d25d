import { Model } from 'survey-core'
import { keptState } from './kept-state.ts'
import { nameOf, serve, views } from './serve.ts'

// survey-core without a page: a question on each page, the model kept in memory, its data saved each turn.

const survey = {
  pages: views.map((_, place) => ({ elements: [{ type: 'text', name: nameOf(place) }] })),
}
const models = new Map<string, Model>()

serve((session, { type, value }) => {
  const model = models.get(session) ?? new Model(survey)
  models.set(session, model)
  if (type !== 'open') {
    model.setValue(nameOf(model.currentPageNo), value ?? type)
    model.nextPage()
  }
  keptState.set(session, { data: model.data, page: model.currentPageNo })
  return nameOf(model.currentPageNo)
})
