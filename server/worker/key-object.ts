import { DurableObject } from 'cloudflare:workers'
import { nodeCipher } from '../node/cipher.ts'

/** The key of one day, kept apart from every session that it helps to wrap, and gone when its time is over. */
export class KeyObject extends DurableObject {
  /** @param until when the key is destroyed, in milliseconds since 1970 */
  async key(until: number): Promise<Uint8Array> {
    const known = await this.ctx.storage.get<Uint8Array>('key')
    if (known) return known
    const key = nodeCipher.random(32)
    await this.ctx.storage.put('key', key)
    await this.ctx.storage.setAlarm(until)
    return key
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }
}
