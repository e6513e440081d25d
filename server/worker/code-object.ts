import { DurableObject } from 'cloudflare:workers'

/** Where the first digits of one code lead. */
export class CodeObject extends DurableObject {
  /** Takes the number for a session, for so many milliseconds; `false` where another has it. */
  async claim(session: string, kept: number): Promise<boolean> {
    const held = await this.ctx.storage.get<string>('session')
    if (held !== undefined && held !== session) return false
    await this.ctx.storage.put('session', session)
    await this.ctx.storage.setAlarm(Date.now() + kept)
    return true
  }

  async find(): Promise<string | null> {
    return (await this.ctx.storage.get<string>('session')) ?? null
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }
}
