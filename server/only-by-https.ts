/**
 * `Strict-Transport-Security`: for two years a browser asks this host by https alone. Names below it are not ours to
 * speak for.
 */
export const onlyByHttps = 'max-age=63072000'
