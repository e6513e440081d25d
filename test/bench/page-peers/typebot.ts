import Typebot from '@typebot.io/js/web'
import { place } from './question.ts'

// Typebot's embed asks its server how to begin; a server on this machine answers that at once.

const element = document.createElement('typebot-standard')
element.style.display = 'block'
element.style.height = '600px'
place.append(element)
Typebot.initStandard({ typebot: 'first', apiHost: location.origin })
