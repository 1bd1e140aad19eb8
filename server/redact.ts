/**
 * The one place that keeps the credential out of text on its way to the browser, the log or the audit. A server in
 * between may repeat a request in its answers (debug proxies do), and encode it: so a text is looked at as it came, and
 * again without each of up to four layers of escapes (`escapes.ts`), for all that `spellings.ts` makes of a secret.
 * Who means to get it past this can: reversed, say, encrypted, with a blank behind each letter, or in five layers.
 */
import type { Environment } from './config.ts';
import { MIN_SECRET, SECRET_SETTINGS } from './config-api.ts';
import { proxySecrets } from './config-proxy.ts';
import { layersOf, MAX_LAYERS, type Peeled, peelWithPlaces } from './escapes.ts';
import { createFindMany, type FindMany } from './find-many.ts';
import { type Needle, spellings } from './spellings.ts';

const MARK = Buffer.from('…');

/** Answers to calls with an earlier OAuth2 token may still be on their way. */
const TOKENS_KEPT = 4;

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

type Range = readonly [from: number, to: number];

/** Makes a redactor that knows the secrets of the environment. Whoever makes another one, such as a token, tells it. */
export function createRedactor(env: Environment = {}): Redactor {
  const lasting = new Map<string, readonly Needle[]>();
  const tokens = new Map<string, readonly Needle[]>();
  let needles: readonly Needle[] = [];
  let find = createFindMany([]);
  let margin = 0;

  const add = (to: typeof lasting, secret: string): void => {
    if (secret.length < MIN_SECRET) throw new Error('A secret this short cannot be kept out of text.');
    to.delete(secret);
    to.set(secret, spellings(secret));
    const [oldest] = tokens.keys();
    if (tokens.size > TOKENS_KEPT && oldest !== undefined) tokens.delete(oldest);
    needles = [...lasting.values(), ...tokens.values()].flat();
    find = createFindMany(needles.map((needle) => needle.bytes));
    margin = Math.max(...needles.map((needle) => needle.bytes.length)) + MARGIN;
  };
  const holds = (text: string | Buffer): boolean => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    for (const layer of layersOf(bytes, margin)) if (find(layer, () => true)) return true;
    return false;
  };
  const clean = (text: string): string => {
    if (!holds(text)) return text;
    const rest = cut(Buffer.from(text), (layer) => rangesIn(layer, needles, find), margin).toString();
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

/** Puts the mark in place of what is found in the first layer that holds anything. */
function cut(text: Buffer, findIn: (layer: Buffer) => Range[], margin: number): Buffer {
  let layer = text;
  const peeled: Peeled[] = [];
  for (let depth = 0; depth < MAX_LAYERS; depth += 1) {
    const found = findIn(layer);
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

function rangesIn(text: Buffer, needles: readonly Needle[], find: FindMany): Range[] {
  const found: Range[] = [];
  find(text, (index, at) => {
    const { bytes, around } = needles[index] ?? { bytes: text, around: 0 };
    const to = at + bytes.length;
    found.push(around === 0 ? [at, to] : [at - before(text, at, around), to + behind(text, to, around)]);
    return false;
  });
  return found;
}

/** Characters of base64 that stand before it, as many as may belong to it. */
function before(text: Buffer, at: number, most: number): number {
  return /[\w+/-]*$/u.exec(text.toString('latin1', Math.max(0, at - most), at))?.[0].length ?? 0;
}

/** The same behind it, and then padding. */
function behind(text: Buffer, at: number, most: number): number {
  return new RegExp(`^[\\w+/-]{0,${String(most)}}={0,2}`, 'u').exec(text.toString('latin1', at, at + most + 2))?.[0].length ?? 0;
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
