import type { Cipher } from './cipher.ts'

/** A code taken apart: the number that finds the session, and the part that opens it. */
export type ResumeCode = { locator: string; secret: string }

const locatorLength = 7
const secretLength = 15
const checkLength = 2

/**
 * A code to write down or say over the telephone: 24 digits in groups of four, because digits are heard
 * and read without mistake. Seven find the session, fifteen open it, and the last two are a check by
 * ISO 7064 (MOD 97-10), which catches a wrong digit and two that changed places.
 */
export function newCode(cipher: Cipher): ResumeCode {
  const digits = (length: number) =>
    // A byte of 250 or more would make some digits likelier than others.
    Array.from(cipher.random(length * 4))
      .filter((byte) => byte < 250)
      .slice(0, length)
      .map((byte) => byte % 10)
      .join('')
  return { locator: digits(locatorLength), secret: digits(secretLength) }
}

/** `4821 0937 5526 1184 9032 7741` */
export function writtenCode({ locator, secret }: ResumeCode): string {
  const digits = locator + secret
  const check = 98n - (BigInt(`${digits}00`) % 97n)
  return `${digits}${check.toString().padStart(checkLength, '0')}`.replace(/\d{4}(?=\d)/g, '$& ')
}

/** Reads a code however it is spaced, or gives `null` where it is not one: a slip of the pen costs no try. */
export function readCode(text: string): ResumeCode | null {
  const digits = text.replace(/[\s.,–-]/g, '')
  const length = locatorLength + secretLength + checkLength
  if (!/^\d+$/.test(digits) || digits.length !== length || BigInt(digits) % 97n !== 1n) return null
  return {
    locator: digits.slice(0, locatorLength),
    secret: digits.slice(locatorLength, -checkLength),
  }
}
