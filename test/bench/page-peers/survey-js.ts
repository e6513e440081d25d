import 'survey-core/survey-core.fontless.min.css'
import { Model } from 'survey-core'
import { renderSurvey } from 'survey-js-ui'
import { place, question } from './question.ts'

// SurveyJS with its own small UI: the question is in the page, and no server is asked.

const { title, why, options } = question
const survey = new Model({
  elements: [{ type: 'radiogroup', name: 'first', title, description: why, choices: options }],
})
renderSurvey(survey, place)
