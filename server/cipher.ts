/** The port to cryptography: synchronous, but for what is slow on purpose. */
export interface Cipher {
  random(bytes: number): Uint8Array
  /** SHA-256, in hex. */
  hash(bytes: Uint8Array | string): string
  /** HKDF with SHA-256: 32 bytes of key for one purpose. */
  derive(secret: Uint8Array, salt: string, purpose: string): Uint8Array
  /** AES-256-GCM under a random IV: the IV, the tag, then the text. `bound` has to be the same to open it. */
  seal(key: Uint8Array, plain: string | Uint8Array, bound: string): Uint8Array
  /** What was sealed, or `null` where the key, the text or what it was bound to is another. */
  open(key: Uint8Array, sealed: Uint8Array, bound: string): Uint8Array | null
  /** Makes each guess at a code cost a moment and 32 MiB. */
  stretch(code: string, salt: string): Promise<Uint8Array>
}
