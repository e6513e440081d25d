import { place, question } from './question.ts'

// No peer but a stand-in for one, where none may be installed: the question and nothing else.

const heading = document.createElement('h2')
heading.textContent = question.title
place.append(heading)
