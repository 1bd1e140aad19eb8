/** The pseudo-locale: English that shows what was not marked (no brackets) and what does not fit (40 % longer). */
import { PSEUDO, type Catalogue } from './words.ts';

const PLAIN = 'aceghiklnorsuyzACDEGHIKLNORSUYZ';
const ACCENTED = 'áçéĝĥíķļñóŕšúýžÁÇĎÉĜĤÍĶĻÑÓŔŠÚÝŽ';
const accents = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]));

/** Words of the API and of the search language, and the gaps: they stay as they are. */
const KEPT = /(\{\d+\}|#|\b(?:API|Apps?|Configs?|Secrets?|SIDs?|HTTP|JSON|CSV|UTC|up-to-date|pending|error)\b)/u;

/** A unit, and what has no words: `{0} h`, `{0} %`. */
const UNIT = /^(?:\{\d+\}|[\s\d·–%]|\b[a-z]\b)*$/u;

/** `⟦Ñéẃ ŕóĺĺóúţ wíđé⟧`. */
export function pseudoText(english: string): string {
  if (UNIT.test(english)) return english;
  const text = english
    .split(KEPT)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(/[a-z]/giu, (letter) => accents.get(letter) ?? letter) : part))
    .join('');
  const more = Math.ceil(english.replaceAll(/\{\d+\}/gu, '').length * 0.4);
  // With spaces: a text may be broken where a translation could be, and is not cut for want of one.
  return `⟦${text} ${'wíđé '.repeat(more).slice(0, more).trimEnd()}⟧`;
}

export const pseudo: Catalogue = {
  language: PSEUDO,
  direction: 'ltr',
  text: pseudoText,
  plural: (forms, n) => pseudoText(forms.split('|')[n === 1 ? 0 : 1] ?? ''),
};
