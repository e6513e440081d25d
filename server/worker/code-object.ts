import { DurableObject } from 'cloudflare:workers'

/** Where the first digits of one code lead. */
export class CodeObject extends DurableObject {
  /** Takes the number for a session until a time, in milliseconds since 1970; `false` where another has it. */
  async claim(session: string, until: number): Promise<boolean> {
    const held = await this.ctx.storage.get<string>('session')
    if (held !== undefined && held !== session) return false
    await this.ctx.storage.put('session', session)
    await this.ctx.storage.setAlarm(until)
    return true
  }

  async find(): Promise<string | null> {
    return (await this.ctx.storage.get<string>('session')) ?? null
  }

  async release(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }
}
