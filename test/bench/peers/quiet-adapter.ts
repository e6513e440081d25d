import { type Activity, ActivityTypes, BotAdapter, TurnContext } from 'botbuilder'
import type { Said } from './serve.ts'

const asked = Symbol('asked')

/** An adapter that keeps what the bot says last in a turn instead of sending it, until the turn is stored. */
export class QuietAdapter extends BotAdapter {
  async sendActivities(context: TurnContext, activities: Partial<Activity>[]) {
    context.turnState.set(asked, activities.at(-1)?.text)
    return activities.map(({ id = '' }) => ({ id }))
  }
  async updateActivity() {}
  async deleteActivity() {}
  async continueConversation() {}

  /** Runs one turn of a conversation. Returns the text that the bot said. */
  async turn(
    session: string,
    { type, id, value }: Said,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<string> {
    const context = new TurnContext(this, {
      type: ActivityTypes.Message,
      id,
      channelId: 'bench',
      serviceUrl: 'bench',
      from: { id: session, name: '' },
      recipient: { id: 'bot', name: '' },
      conversation: { id: session, name: '', isGroup: false, conversationType: 'personal' },
      text: type === 'open' ? 'open' : JSON.stringify(value ?? type),
    })
    await this.runMiddleware(context, logic)
    return context.turnState.get(asked) ?? ''
  }
}
