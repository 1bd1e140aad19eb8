import { CONFIG_LIMITS } from '#api/schema.ts';
import { keyProblem } from '#api/scope.ts';
import { looksLikeJson } from '#lib/json-text.ts';
import { looksLikePem } from '#lib/pem.ts';
import { clip, visible, withoutUnseen } from '#lib/text.ts';
import { hasTwin } from '#lib/twins.ts';
import { number, t } from '#texts/t.ts';

/** What the key and the value of a Config or Secret may be, in sentences. Pure. */

/** How long the API finds a text: `maxLength` counts code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/**
 * Why no key like this is made from here; null when it can be. The API reads, changes and deletes a key by its address alone, so that one
 * that no address can hold could be made and then never be touched again.
 */
export function newKeyProblem(key: string): string | null {
  const length = lengthOf(key);
  if (length > CONFIG_LIMITS.key) return t`A key has at most ${number(CONFIG_LIMITS.key)} characters; this one has ${number(length)}.`;
  const why = keyProblem(key);
  return why === null || key === '' ? why && t`Type a key first.` : t`${why} Nothing could read, change or delete it again.`;
}

/** What is odd about a key that can be made all the same; null when nothing is. */
export function keyWarning(key: string): string | null {
  if (key.trim() !== key) return t`It begins or ends with a space, which belongs to the key.`;
  if (visible(key) !== key) return t`It holds characters that cannot be seen: ${visible(key)}`;
  return hasTwin(key) ? t`It contains a space or hyphen that only looks like the one on a keyboard.` : null;
}

/** Why a value cannot be sent; null when it can be. Of a value that nobody may see, only its form is told. */
export function valueProblem(value: string): string | null {
  const length = lengthOf(value);
  if (length > CONFIG_LIMITS.value) return t`A value has at most ${number(CONFIG_LIMITS.value)} characters; this one has ${number(length)}.`;
  return /\p{Cs}/u.test(value) ? t`It holds half of a character, which cannot be sent.` : null;
}

/**
 * What is odd about a value that can be sent all the same; null when nothing is. Pasted, a token often brings a line break or a space along,
 * and does not work then. Certificates and JSON may end with a line break. Of a value that nobody may see, nothing else is told.
 */
export function valueWarning(value: string): string | null {
  const seen = withoutUnseen(value);
  const text = looksLikePem(seen) || looksLikeJson(seen) ? seen.replace(/\r?\n$/u, '') : seen;
  const edges = text.slice(0, text.length - text.trimStart().length) + text.slice(text.trimEnd().length);
  const [broken, spaced] = [/[\r\n]/u.test(edges), /[^\S\r\n]/u.test(edges)];
  const warnings = [
    broken && spaced && t`It begins or ends with spaces and line breaks, which are part of the value.`,
    broken && !spaced && t`It begins or ends with a line break, which is part of the value.`,
    spaced && !broken && t`It begins or ends with a space, which is part of the value.`,
    seen !== value && t`It contains invisible characters, which are part of the value.`,
    hasTwin(text.trim()) && t`It contains a space or hyphen that only looks like the one on a keyboard.`,
  ];
  return warnings.filter(Boolean).join(' ') || null;
}

/** A key where it labels something: on one line, and not without end. */
export function keyLabel(key: string): string {
  return clip(visible(key), 120);
}

/** `12 of 100 characters`. */
export function countWords(length: number, most: number): string {
  return t`${number(length)} of ${number(most)} characters`;
}
