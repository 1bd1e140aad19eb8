/** The links in a text that somebody wrote. Nothing but http and https ever becomes one. Pure. */

export interface TextPart {
  /** As it was written. */
  readonly text: string;
  /** Where it leads; null for plain text. */
  readonly href: string | null;
  /** Where it begins in the text. */
  readonly start: number;
}

const LONGEST = 2_000;

/** What may be an address: up to a space, a quote, a bracket of a tag, a backslash, or anything that cannot be seen or turns the text around. */
const CANDIDATE = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"'`\\^{}|\p{C}\u2028\u2029]+/giu;
/** What more likely ends a sentence than an address. */
const END = /[.,;:!?…]+$/u;
const PAIRS: readonly (readonly [string, string])[] = [['(', ')'], ['[', ']']];

/** The text in parts; put together they are the text. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const address = trimmed(candidate);
    const href = webAddress(address);
    if (href === null) continue;
    if (index > at) parts.push({ text: text.slice(at, index), href: null, start: at });
    parts.push({ text: address, href, start: index });
    at = index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), href: null, start: at });
  return parts;
}

/**
 * The address of a web page as the browser would go to it; null for anything else. Not with a name before the host: `https://good@bad`
 * leads to bad.
 */
export function webAddress(text: string): string | null {
  if (text.length > LONGEST || !/^https?:\/\/[^/\\\s]/iu.test(text) || !URL.canParse(text)) return null;
  const { protocol, username, password, hostname, href } = new URL(text);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && username === '' && password === '' && hostname !== '' ? href : null;
}

/** Without what belongs to the sentence around it: its end, and brackets that were opened before it. */
function trimmed(candidate: string): string {
  let address = candidate;
  for (;;) {
    const shorter = address.replace(END, '');
    const closes = PAIRS.some(([open, close]) => shorter.endsWith(close) && times(shorter, close) > times(shorter, open));
    if (!closes && shorter === address) return address;
    address = closes ? shorter.slice(0, -1) : shorter;
  }
}

const times = (text: string, char: string): number => text.split(char).length - 1;
