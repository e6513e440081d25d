import { Botkit, BotkitConversation } from 'botkit'
import { keptStorage } from './kept-state.ts'
import { QuietAdapter } from './quiet-adapter.ts'
import { nameOf, serve, views } from './serve.ts'

// Botkit: a conversation that asks each question in turn; it saves its state at the end of each turn.

const adapter = new QuietAdapter()
const controller = new Botkit({
  adapter,
  storage: keptStorage,
  disable_webserver: true,
  disable_console: true,
})
const conversation = new BotkitConversation('case', controller)
for (const place of views.keys()) {
  conversation.ask(nameOf(place), async () => undefined, nameOf(place))
}
controller.addDialog(conversation)
controller.hears('^open$', 'message', (bot) => bot.beginDialog('case'))

serve((session, said) => adapter.turn(session, said, (context) => controller.handleTurn(context)))
