import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes durable that the files of a folder are there, under the names they have; throws where it cannot. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
