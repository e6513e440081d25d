/**
 * Whom an address stands for, as limits count it: an IPv4 address for itself, an IPv6 address for its /64, since
 * whoever has one address of a /64 has them all. A port, brackets and a zone are left out; what is no address
 * stands for itself.
 */
export function blockOf(address: string): string {
  const bare = address.trim().replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
  const mapped = /^(?:::ffff:)?(\d+(?:\.\d+){3})(?::\d+)?$/i.exec(bare)?.[1]
  if (mapped) return mapped
  const [written = ''] = bare.toLowerCase().split(/[%/]/)
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/.test(written)) return bare
  const [head = [], tail = []] = written.split('::').map((half) => half.split(':').filter(Boolean))
  const missing = written.includes('::') ? Math.max(0, 8 - head.length - tail.length) : 0
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  const network = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}
