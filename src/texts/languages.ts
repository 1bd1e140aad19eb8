import { translations } from './choice.ts';
import { PSEUDO, language } from './words.ts';

export interface Language {
  /** BCP 47: what is stored as the choice. */
  readonly tag: string;
  /** In its own words: `English`, `Deutsch`. */
  readonly name: string;
}

/** What the console can be shown in: English, each translation, and the one that tests the layout. */
export function languages(): readonly Language[] {
  const named = ['en', ...translations].map((tag) => ({ tag, name: nameOf(tag) }));
  return [...named, { tag: PSEUDO, name: `⟦Ƥšéúđó⟧ (${PSEUDO})` }];
}

/** The name of a translation's file may be no tag that the browser knows. */
function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The tag of the language that is shown. Another is taken up when the page is loaded. */
export const shownLanguage: string = language;
