import { DurableObject } from 'cloudflare:workers'
import { nodeCipher } from '../node/cipher.ts'

/** The key of one day, kept apart from every session that it helps to wrap, and gone when its time is over. */
export class KeyObject extends DurableObject {
  /** The key, or `null` where there is none: sessions that need one are never given another. */
  async find(): Promise<Uint8Array | null> {
    return (await this.ctx.storage.get<Uint8Array>('key')) ?? null
  }

  /** The key, made where there is none. @param until when it may be destroyed, in milliseconds since 1970 */
  async make(until: number): Promise<Uint8Array> {
    const known = await this.find()
    const key = known ?? nodeCipher.random(32)
    if (!known) await this.ctx.storage.put('key', key)
    // A session that is kept for longer than those before it keeps the key for longer.
    if (((await this.ctx.storage.getAlarm()) ?? 0) < until) await this.ctx.storage.setAlarm(until)
    return key
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }
}
