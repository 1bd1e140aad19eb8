/** Which language the words are in. It is settled before any module that holds words is run, by `src/boot.ts`. */

/** Accents and lengthens every word, to see that nothing is cut and that nothing was forgotten. Only ever chosen by name. */
export const PSEUDO = 'en-XA';

/** The words of one language other than English. */
export interface Catalogue {
  /** BCP 47, for numbers, dates and plural rules. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The text for an English one, its gaps still in it; the English where there is none. */
  readonly text: (english: string) => string;
  /** The form for this number of `one|other`. */
  readonly plural: (forms: string, n: number) => string;
}

/** What a catalogue is made of, as it can be sent to the Worker: the language, and the file of a translation. */
export interface Texts {
  readonly language: string;
  readonly file: unknown;
}

/** Null for English, which needs no catalogue. */
export let words: Catalogue | null = null;

/** BCP 47, of texts and numbers. */
export let language = 'en';

/** Of dates. English ones are written as the browser is used to. */
export let dateLanguage: string | undefined;

/** What the words were made of, for the Worker; null for English. */
export let texts: Texts | null = null;

/** Once, before the first word. */
export function adoptWords(catalogue: Catalogue, from: Texts): void {
  words = catalogue;
  language = catalogue.language;
  dateLanguage = catalogue.language;
  texts = from;
}
