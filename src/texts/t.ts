/**
 * The words of the console. They are written in English where they are used, and that English is their key:
 * `t` marks them, so that a tool can list them all, and a translation is one file that maps them.
 */
import { type Catalogue, language, words } from './words.ts';

/**
 * Words for a person, in their language: t`Deploy ${app} to ${count(n, 'device')}`. Its key is the English with the gaps
 * numbered: `Deploy {0} to {1}`. What is put in is inserted as it is: numbers and dates are formatted before.
 */
export function t(english: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  if (words === null) return String.raw({ raw: english }, ...values);
  return filled(translated(words, english), values);
}

const GAP = /\{(\d+)\}/gu;

function filled(text: string, values: readonly (string | number)[]): string {
  return text.replaceAll(GAP, (_, at: string) => String(values[Number(at)] ?? ''));
}

/** The key of a text: its parts, with the gaps numbered. */
export function keyOf(parts: readonly string[]): string {
  return parts.reduce((key, part, index) => `${key}{${index - 1}}${part}`);
}

/** The translation of a text with its gaps still in it. */
export function translated(catalogue: Catalogue, english: readonly string[]): string {
  const key = keyOf(english);
  return whole(catalogue.text(key), key);
}

/** A translation that lost a gap would lose what stands in it: then English. */
function whole(found: string, english: string): string {
  return (english.match(GAP) ?? []).every((gap) => found.includes(gap)) ? found : english;
}

/** `1 device`, `2,000 devices`; in another language, in the form that its rules ask for. Its key: `# device|# devices`. */
export function count(n: number, noun: string, nouns = `${noun}s`): string {
  return plural(n, `# ${noun}`, `# ${nouns}`);
}

/**
 * One of two texts by a number, where a whole sentence depends on it: `plural(n, 'It is', 'They are')`. `#` is the number, and
 * `{0}`, `{1}` … are the values that follow.
 */
export function plural(n: number, one: string, other: string, ...values: readonly (string | number)[]): string {
  const english = n === 1 ? one : other;
  const form = words === null ? english : whole(words.plural(`${one}|${other}`, n), english);
  return filled(form.replaceAll('#', () => number(n)), values);
}

/** A number as it is written in the chosen language: `2,000`. */
export function number(n: number, options?: Intl.NumberFormatOptions): string {
  return n.toLocaleString(language, options);
}
