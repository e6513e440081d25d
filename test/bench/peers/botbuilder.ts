import { ConversationState } from 'botbuilder'
import {
  DialogSet,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs'
import { keptStorage } from './kept-state.ts'
import { QuietAdapter } from './quiet-adapter.ts'
import { nameOf, serve, views } from './serve.ts'

// Bot Framework: a waterfall of text prompts, the conversation's state saved at the end of each turn.

const state = new ConversationState(keptStorage)
const dialogs = new DialogSet(state.createProperty('dialogs'))
dialogs.add(new TextPrompt('text'))
dialogs.add(
  new WaterfallDialog(
    'case',
    views.map((_, place) => async (step: WaterfallStepContext<object>) => {
      if (place > 0) Object.assign(step.values, { [nameOf(place - 1)]: step.result })
      return step.prompt('text', nameOf(place))
    }),
  ),
)

const adapter = new QuietAdapter()
serve((session, said) =>
  adapter.turn(session, said, async (context) => {
    const dialog = await dialogs.createContext(context)
    if (said.type === 'open') await dialog.beginDialog('case')
    else await dialog.continueDialog()
    await state.saveChanges(context)
  }),
)
