/** Whether an address is reachable from anywhere on the internet (IANA special-purpose registries, 2025). */
export function isPublicAddress(address: string): boolean {
  const four = parseV4(address);
  if (four !== null) return isPublicV4(four);
  const six = parseV6(address);
  return six !== null && isPublicV6(six);
}

/** Blocks that are not the public internet: first address and prefix length. */
const closedV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

function isPublicV4(value: number): boolean {
  return !closedV4.some(([base, bits]) => {
    const size = 2 ** (32 - bits);
    const start = parseV4(base) ?? 0;
    return value >= start && value < start + size;
  });
}

/** Four decimal octets, and nothing else: 0x7f.1 and 2130706433 are refused before they are resolved. */
function parseV4(address: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (match === null) return null;
  const octets = match.slice(1).map(Number);
  if (octets.some((octet) => octet > 255)) return null;
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

/** Eight groups of 16 bits, or null. A zone (`%eth0`) makes an address local, so it is no public one. */
function parseV6(address: string): readonly number[] | null {
  let text = address.replace(/^\[|\]$/g, '').toLowerCase();
  if (text.includes('%')) return null;
  const dotted = /^(.*:)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.exec(text);
  if (dotted !== null) {
    const four = parseV4(dotted[2] ?? '');
    if (four === null) return null;
    text = `${dotted[1] ?? ''}${Math.floor(four / 65_536).toString(16)}:${(four % 65_536).toString(16)}`;
  }
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '');
  const tail = groupsOf(halves[1] ?? '');
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16));
}

function isPublicV6(groups: readonly number[]): boolean {
  const [g0 = 0, g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0, g6 = 0, g7 = 0] = groups;
  const embedded = g6 * 65_536 + g7;
  // ::ffff:a.b.c.d, ::a.b.c.d (also :: and ::1) and 64:ff9b::a.b.c.d stand for an IPv4 address.
  if (g0 === 0 && g1 === 0 && g2 === 0 && g3 === 0) {
    if (g4 === 0 && (g5 === 0xffff || g5 === 0)) return g5 === 0xffff && isPublicV4(embedded);
    return false;
  }
  if (g0 === 0x64 && g1 === 0xff9b) return g2 === 0 && isPublicV4(embedded);
  // 6to4 carries an IPv4 address; Teredo, documentation, ORCHID and benchmarking blocks are closed.
  if (g0 === 0x2002) return isPublicV4(g1 * 65_536 + g2);
  if (g0 === 0x2001 && (g1 < 0x200 || g1 === 0xdb8)) return false;
  if (g0 === 0x3fff && g1 < 0x1000) return false;
  // Only 2000::/3 is given out for the public internet.
  return g0 >= 0x2000 && g0 <= 0x3fff;
}
