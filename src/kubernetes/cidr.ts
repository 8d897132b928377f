/** A block of addresses, as its first and its last one. */
export interface Cidr {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) { return undefined; }
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function groupsOf(text: string): bigint[] | undefined {
  if (text === '') { return []; }
  const groups = text.split(':');
  return groups.every(group => /^[0-9a-fA-F]{1,4}$/.test(group)) ? groups.map(group => BigInt(`0x${group}`)) : undefined;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) { return undefined; }
  const [head, tail] = [groupsOf(halves[0]), groupsOf(halves[1] ?? '')];
  if (!head || !tail) { return undefined; }
  const gap = 8 - head.length - tail.length;
  if (halves.length === 1 ? gap !== 0 : gap < 1) { return undefined; }
  return [...head, ...new Array<bigint>(gap).fill(0n), ...tail].reduce((sum, group) => (sum << 16n) + group, 0n);
}

/** The block of a text such as 10.0.0.0/8 or fd00::/8; undefined where it is none. Addresses inside a block count as the block. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length, ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(length ?? '')) { return undefined; }
  const bits = address.includes(':') ? 128 : 32;
  const value = bits === 128 ? parseIpv6(address) : parseIpv4(address);
  if (value === undefined || Number(length) > bits) { return undefined; }
  const size = 1n << BigInt(bits - Number(length));
  const first = value - (value % size);
  return { bits, first, last: first + size - 1n };
}

/** Whether every address of the second block is in the first. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.bits === inner.bits && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two blocks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.bits === b.bits && a.first <= b.last && b.first <= a.last;
}

/** Whether a block is every address of its family. */
export function isEverything(cidr: Cidr): boolean {
  return cidr.last - cidr.first + 1n === 1n << BigInt(cidr.bits);
}
