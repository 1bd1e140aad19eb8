import { looksLikeJson, readJson, type JsonReading } from '#lib/json-text.ts';
import { looksLikePem, pemBlocks, type PemBlock } from '#lib/pem.ts';
import { clip, visible } from '#lib/text.ts';

/** What the value of a Config holds, as far as its own text tells. Pure. */

export type ValueShape =
  | { readonly kind: 'text' }
  | { readonly kind: 'json'; readonly reading: JsonReading }
  | { readonly kind: 'pem'; readonly blocks: readonly PemBlock[] };

/** Longer than the API allows is not taken apart: it is shown as it came. */
const LONGEST = 20_000;

export function shapeOf(value: string): ValueShape {
  if (value.length > LONGEST) return { kind: 'text' };
  if (looksLikePem(value)) return { kind: 'pem', blocks: pemBlocks(value) };
  return looksLikeJson(value) ? { kind: 'json', reading: readJson(value) } : { kind: 'text' };
}

/** A value as text on several lines: what cannot be seen is made visible, but for tabs and line breaks. */
export function linesOf(value: string): string {
  return clip(value, LONGEST).replaceAll('\r\n', '\n').replaceAll(/[^\n\t]+/gu, visible);
}

/** The beginning of a value on one line, for a row. */
export function previewOf(value: string): string {
  return clip(visible(value.slice(0, 400).trim().replaceAll(/\s+/gu, ' ')), 200);
}

/** Its line ends: those of Windows are kept where all of them are such; mixed ones cannot be, in a field of a browser. */
export function lineEnds(value: string): 'lf' | 'crlf' | 'mixed' {
  const returns = value.match(/\r/gu)?.length ?? 0;
  if (returns === 0) return 'lf';
  const pairs = value.match(/\r\n/gu)?.length ?? 0;
  const lines = value.match(/\n/gu)?.length ?? 0;
  return pairs === returns && pairs === lines ? 'crlf' : 'mixed';
}

/** As a field of a browser holds it. */
export function fieldText(value: string): string {
  return value.replaceAll(/\r\n?/gu, '\n');
}

/** What is sent of such a field, with the line ends that it had. */
export function sentText(text: string, ends: ReturnType<typeof lineEnds>): string {
  return ends === 'crlf' ? text.replaceAll('\n', '\r\n') : text;
}

/** What a file with this value is called: what can be kept of the key, and an ending that says what is in it. */
export function fileNameOf(key: string, shape: ValueShape): string {
  const name = key.replaceAll(/[^\p{L}\p{N}._ -]+/gu, '-').replaceAll(/^[.\s-]+|[.\s-]+$/gu, '') || 'config';
  const ending = shape.kind === 'json' && shape.reading.ok ? 'json' : shape.kind === 'pem' ? 'pem' : 'txt';
  return /\.[A-Za-z0-9]{1,5}$/u.test(name) ? name : `${name}.${ending}`;
}
