/**
 * The one place that keeps the credential out of text on its way to the browser, the log or the audit. A server in
 * between may repeat a request in its answers (debug proxies do), in any encoding: so a text is looked at as it came, and
 * again without each layer of escapes.
 */
import type { Environment } from './config.ts';
import { MIN_SECRET, SECRET_SETTINGS } from './config-api.ts';
import { proxySecrets } from './config-proxy.ts';
import { peel, type Peeled, peelWithPlaces } from './escapes.ts';

const MARK = Buffer.from('…');

/** Answers to calls with an earlier OAuth2 token may still be on their way. */
const TOKENS_KEPT = 4;

/** How many encodings may lie on top of each other: a form in JSON in a form is three. */
const MAX_LAYERS = 5;

/** Escapes of more than one layer reach a little further than what they stand for, and base64 has neighbours. */
const MARGIN = 64;

export interface Redactor {
  /** Keeps a secret out of all text from now on. @throws when it is shorter than MIN_SECRET */
  hide(secret: string): void;
  /** The same for a token that takes the place of an earlier one: the last few stay hidden. */
  hideToken(token: string): void;
  /** True when a text (as bytes: in UTF-8) holds a secret in some spelling. */
  holds(text: string | Buffer): boolean;
  /** The text with `…` in place of each secret. */
  text(text: string): string;
  /** A JSON value with every string and every name in it redacted. */
  json(value: unknown): unknown;
  /** A header as it came, or null when it holds a secret: no header needs one. */
  header(value: string | null): string | null;
}

/** Something to look for. In base64 the characters at both ends may hold bits of the secret and of its neighbours. */
interface Needle {
  bytes: Buffer;
  base64: boolean;
}

type Range = readonly [from: number, to: number];

/** Makes a redactor that knows the secrets of the environment. Whoever makes another one, such as a token, tells it. */
export function createRedactor(env: Environment = {}): Redactor {
  const lasting = new Map<string, readonly Needle[]>();
  const tokens = new Map<string, readonly Needle[]>();
  let needles: readonly Needle[] = [];
  let margin = 0;

  const add = (to: typeof lasting, secret: string): void => {
    if (secret.length < MIN_SECRET) throw new Error('A secret this short cannot be kept out of text.');
    to.delete(secret);
    to.set(secret, spellings(secret));
    const [oldest] = tokens.keys();
    if (tokens.size > TOKENS_KEPT && oldest !== undefined) tokens.delete(oldest);
    needles = [...lasting.values(), ...tokens.values()].flat();
    margin = Math.max(...needles.map((needle) => needle.bytes.length)) + MARGIN;
  };
  const holds = (text: string | Buffer): boolean => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    for (const layer of layersOf(bytes, margin)) if (needles.some((needle) => layer.includes(needle.bytes))) return true;
    return false;
  };
  const clean = (text: string): string => {
    if (!holds(text)) return text;
    const rest = cut(Buffer.from(text), needles, margin).toString();
    // Once more, since it may be there in another encoding as well; nothing is left of what cannot be cut.
    return rest === text ? MARK.toString() : clean(rest);
  };
  const json = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(json);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [clean(name), json(inner)]));
  };

  // As the configuration reads them. It refuses shorter ones of the API, without showing them.
  const configured = [...SECRET_SETTINGS.map((name) => env[name]?.trim() ?? ''), ...proxySecrets(env)];
  for (const secret of configured) if (secret.length >= MIN_SECRET) add(lasting, secret);
  return {
    hide: (secret) => {
      add(lasting, secret);
    },
    hideToken: (token) => {
      add(tokens, token);
    },
    holds,
    text: clean,
    json,
    header: (value) => (value === null || holds(value) ? null : value),
  };
}

/**
 * A secret as it is, and as forms, URLs and JSON write it, each as text and at the three places that it can have in base64.
 * One that holds something like an escape itself loses that with the escapes around it: so it is looked for without, too.
 */
function spellings(secret: string): Needle[] {
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const words = [...new Set([secret, form, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])];
  const peeled = words.flatMap((word) => [...layersOf(Buffer.from(word), word.length)].slice(1).map((layer) => layer.toString()));
  const plain = new Set([...words, ...peeled.filter((text) => text.length >= MIN_SECRET)]);
  const encoded = words.flatMap((word) => [0, 1, 2].map((offset) => inBase64(word, offset)));
  const inUrls = encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...[...plain].map((text) => ({ bytes: Buffer.from(text), base64: false })),
    ...[...new Set([...encoded, ...inUrls])].map((text) => ({ bytes: Buffer.from(text), base64: true })),
  ];
}

/** The base64 characters that are the word's alone when it begins `offset` bytes behind a multiple of three. */
function inBase64(word: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(word)]);
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

/** A text, and the same without each layer of escapes that it has, as far as it is near enough to them to be new. */
function* layersOf(text: Buffer, margin: number): Generator<Buffer> {
  let layer: Buffer | null = text;
  for (let depth = 0; layer !== null && depth < MAX_LAYERS; depth += 1) {
    yield layer;
    layer = peel(layer, margin);
  }
}

/** Puts the mark in place of what is found in the first layer that holds anything. */
function cut(text: Buffer, needles: readonly Needle[], margin: number): Buffer {
  let layer = text;
  const peeled: Peeled[] = [];
  for (let depth = 0; depth < MAX_LAYERS; depth += 1) {
    const found = rangesIn(layer, needles);
    if (found.length > 0) return replaceRanges(text, found.map((range) => peeled.reduceRight(inLayerBefore, range)));
    const next = peelWithPlaces(layer, margin);
    peeled.push(next);
    layer = next.bytes;
  }
  return text;
}

function inLayerBefore([from, to]: Range, { starts, ends }: Peeled): Range {
  return [starts[from] ?? 0, ends[to - 1] ?? 0];
}

function rangesIn(text: Buffer, needles: readonly Needle[]): Range[] {
  return needles.flatMap(({ bytes, base64 }) => {
    const found: Range[] = [];
    for (let at = text.indexOf(bytes); at !== -1; at = text.indexOf(bytes, at + bytes.length)) {
      const to = at + bytes.length;
      found.push(base64 ? [at - before(text, at), to + behind(text, to)] : [at, to]);
    }
    return found;
  });
}

/** One character of base64 may stand before it. */
function before(text: Buffer, at: number): number {
  return /[\w+/-]/u.test(text.toString('latin1', at - 1, at)) ? 1 : 0;
}

/** One character of base64 may stand behind it, and then padding. */
function behind(text: Buffer, at: number): number {
  return /^[\w+/-]?={0,2}/u.exec(text.toString('latin1', at, at + 3))?.[0].length ?? 0;
}

function replaceRanges(text: Buffer, ranges: readonly Range[]): Buffer {
  const kept: Buffer[] = [];
  let end = 0;
  for (const [from, to] of ranges.toSorted((one, other) => one[0] - other[0])) {
    // Spellings overlap: a Basic header holds the secret as well.
    if (from > end || kept.length === 0) kept.push(text.subarray(end, from), MARK);
    end = Math.max(end, to);
  }
  return Buffer.concat([...kept, text.subarray(end)]);
}
