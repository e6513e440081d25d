import {
  createCipheriv,
  createDecipheriv,
  hash,
  hkdfSync,
  randomFillSync,
  scrypt,
} from 'node:crypto'
import type { Cipher } from '../cipher.ts'

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16
const headLength = ivLength + tagLength

/** Random IVs are drawn a page at a time: asking the system for twelve bytes costs as much as for many. */
const drawn = Buffer.alloc(ivLength * 256)
let used = drawn.length

function freshIv(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += ivLength
  return drawn.subarray(used - ivLength, used)
}

/** The port over Node's own cryptography; workerd has the same module. */
export const nodeCipher: Cipher = {
  random: (bytes) => randomFillSync(new Uint8Array(bytes)),
  hash: (bytes) => hash('sha256', bytes, 'hex'),
  derive: (secret, salt, purpose) => new Uint8Array(hkdfSync('sha256', secret, salt, purpose, 32)),
  seal(key, plain, bound) {
    const iv = freshIv()
    const cipher = createCipheriv(algorithm, key, iv)
    cipher.setAAD(Buffer.from(bound))
    const text = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
    cipher.final()
    const sealed = new Uint8Array(headLength + text.length)
    sealed.set(iv)
    sealed.set(cipher.getAuthTag(), ivLength)
    sealed.set(text, headLength)
    return sealed
  },
  open(key, sealed, bound) {
    if (sealed.length < headLength) return null
    const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivLength), {
      authTagLength: tagLength,
    })
    decipher.setAAD(Buffer.from(bound))
    decipher.setAuthTag(sealed.subarray(ivLength, headLength))
    const text = decipher.update(sealed.subarray(headLength))
    try {
      decipher.final()
      return text
    } catch {
      return null
    }
  },
  stretch: (code, salt) =>
    new Promise((resolve, reject) => {
      const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
      scrypt(code, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)))
    }),
}
