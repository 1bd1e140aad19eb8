/** Which language the words are in. It is known before any other module is run, for many of them hold words. */

/** The words of one language other than English. */
export interface Catalogue {
  /** BCP 47, for numbers, dates and plural rules. */
  readonly language: string;
  /** The text for an English one, its gaps still in it; the English where there is none. */
  text(english: string): string;
  /** The form for this number of `one|other`. */
  plural(forms: string, n: number): string;
}

/** Null for English, which needs no catalogue. */
export const words: Catalogue | null = null;
