/** From when until when a certificate says that it holds: as much of X.509 as that takes (RFC 5280), and no judgement on it. */

export interface Validity {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Null for one that says it has no end (RFC 5280, 4.1.2.5). */
  readonly until: number | null;
}

/** One value of DER: what it is, and where its content stands. */
interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const VERSION = 0xa0;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const NO_END = '99991231235959';

/** Null for bytes that are no X.509 certificate as far as this reads, rather than a guess. */
export function validityOf(bytes: Uint8Array): Validity | null {
  const certificate = elementAt(bytes, 0, bytes.length, SEQUENCE);
  if (certificate === null || certificate.end !== bytes.length) return null;
  const body = elementAt(bytes, certificate.start, certificate.end, SEQUENCE);
  if (body === null) return null;
  let at = body.start;
  const next = (tag: number): Element | null => {
    const element = elementAt(bytes, at, body.end, tag);
    if (element) at = element.end;
    return element;
  };
  // The version may be missing, which means the first.
  next(VERSION);
  for (const tag of [INTEGER, SEQUENCE, SEQUENCE]) if (next(tag) === null) return null;
  const validity = next(SEQUENCE);
  if (validity === null) return null;
  const from = timeAt(bytes, validity.start, validity.end);
  if (from === null) return null;
  const until = timeAt(bytes, from.end, validity.end);
  if (until === null || until.end !== validity.end || from.at === null) return null;
  return { from: from.at, until: until.at };
}

/** The element that begins at `at` and ends by `limit`; null when that is another, or none. Long lengths have at most four bytes. */
function elementAt(bytes: Uint8Array, at: number, limit: number, tag: number): Element | null {
  const first = bytes[at + 1];
  if (bytes[at] !== tag || first === undefined) return null;
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const size = first - 0x80;
    if (size === 0 || size > 4) return null;
    length = 0;
    for (let index = 0; index < size; index += 1) length = length * 256 + (bytes[start + index] ?? 0);
    start += size;
  }
  const end = start + length;
  return end <= limit ? { tag, start, end } : null;
}

/** `at`: null for the time that means none. */
function timeAt(bytes: Uint8Array, at: number, limit: number): { readonly at: number | null; readonly end: number } | null {
  const element = elementAt(bytes, at, limit, UTC_TIME) ?? elementAt(bytes, at, limit, GENERALIZED_TIME);
  if (element === null) return null;
  const digits = /^(\d+)Z$/u.exec(String.fromCharCode(...bytes.subarray(element.start, Math.min(element.end, element.start + 20))))?.[1] ?? '';
  if (digits.length !== (element.tag === UTC_TIME ? 12 : 14)) return null;
  const full = element.tag === UTC_TIME ? `${Number(digits.slice(0, 2)) >= 50 ? '19' : '20'}${digits}` : digits;
  if (full === NO_END) return { at: null, end: element.end };
  const text = full.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u, '$1-$2-$3T$4:$5:$6.000Z');
  const time = Date.parse(text);
  // `Date.parse` takes 30 February for 2 March.
  return Number.isNaN(time) || new Date(time).toISOString() !== text ? null : { at: time, end: element.end };
}
