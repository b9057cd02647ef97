/**
 * Lists of networks: one CIDR range a line (RFC 4632, RFC 4291 §2.3), IPv4 or IPv6. A line has exactly one spelling that is
 * taken: lower case, nothing set beyond its prefix. An IPv4 address inside IPv6 is the IPv4 address (RFC 4291 §2.5.5.2).
 */

interface Range {
  /** 32 or 128. */
  readonly width: number;
  readonly prefix: number;
  readonly address: bigint;
}

const V4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const PIECE = /^[0-9a-f]{1,4}$/;
const MAPPED = 0xffffn;

/** The address, with its width in bits; null when it is none. */
function parseAddress(text: string): { readonly width: number; readonly address: bigint } | null {
  if (V4.test(text)) {
    const bytes = text.split('.').map(Number);
    if (bytes.some((byte) => byte > 255)) return null;
    return { width: 32, address: bytes.reduce((whole, byte) => whole * 256n + BigInt(byte), 0n) };
  }
  const address = parseV6(text.toLowerCase());
  if (address === null) return null;
  return address >> 32n === MAPPED ? { width: 32, address: address & 0xffff_ffffn } : { width: 128, address };
}

function parseV6(text: string): bigint | null {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  // The last 32 bits may stand in the way of IPv4.
  if (tail.includes('.') && tail !== text) {
    const inner = V4.test(tail) ? parseAddress(tail) : null;
    if (inner === null) return null;
    const pieces = [inner.address >> 16n, inner.address & 0xffffn].map((piece) => piece.toString(16));
    return parseV6(text.slice(0, -tail.length) + pieces.join(':'));
  }
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [front = [], back = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = front.length + back.length;
  if (halves.length === 2 ? given > 7 : given !== 8) return null;
  const pieces = [...front, ...Array.from({ length: 8 - given }, () => '0'), ...back];
  if (!pieces.every((piece) => PIECE.test(piece))) return null;
  return pieces.reduce((whole, piece) => (whole << 16n) | BigInt(`0x${piece}`), 0n);
}

function parseRange(line: string): Range | null {
  const [text = '', digits, ...more] = line.split('/');
  if (digits === undefined || more.length > 0 || !/^(?:0|[1-9]\d{0,2})$/.test(digits) || text !== text.toLowerCase()) {
    return null;
  }
  const found = parseAddress(text);
  // What lies inside IPv6 is written as the IPv4 that it is.
  if (found === null || text.includes(':') !== (found.width === 128)) return null;
  const prefix = Number(digits);
  if (prefix > found.width) return null;
  const rest = BigInt(found.width - prefix);
  return (found.address >> rest) << rest === found.address ? { ...found, prefix } : null;
}

/** Parsed once: the relay asks with every call. Few lists are ever in use at a time. */
const parsed = new Map<string, readonly Range[] | null>();
const PARSED_MAX = 200;

function rangesOf(list: string): readonly Range[] | null {
  const known = parsed.get(list);
  if (known !== undefined) return known;
  const ranges = list.split('\n').map(parseRange);
  const result = ranges.every((range) => range !== null) ? ranges : null;
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(list, result);
  return result;
}

/** Whether every line of `list` is a network. */
export function areNetworks(list: string): boolean {
  return rangesOf(list) !== null;
}

function holds(outer: Range, inner: Pick<Range, 'width' | 'address'> & { readonly prefix: number }): boolean {
  const rest = BigInt(outer.width - outer.prefix);
  return outer.width === inner.width && outer.prefix <= inner.prefix && outer.address >> rest === inner.address >> rest;
}

/** Whether `address` lies in one of the networks. What is no address lies in none, nor anything in a list that is none. */
export function isInNetworks(list: string, address: string): boolean {
  const found = parseAddress(address);
  if (found === null) return false;
  return (rangesOf(list) ?? []).some((range) => holds(range, { ...found, prefix: found.width }));
}

/**
 * Whether each line of `inner` lies within one line of `outer`. Two halves that make up a whole are not put together: that
 * calls a list wider which is not, never the other way round.
 */
export function isWithinNetworks(inner: string, outer: string): boolean {
  const [ins, outs] = [rangesOf(inner), rangesOf(outer)];
  if (ins === null || outs === null) return inner === outer;
  return ins.every((one) => outs.some((range) => holds(range, one)));
}
