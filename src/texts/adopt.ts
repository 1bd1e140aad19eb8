import { catalogueOf } from './catalogue.ts';
import { pseudo } from './pseudo.ts';
import { PSEUDO, adoptWords, type Texts } from './words.ts';

/** Takes the words of a language other than English. */
export function adoptTexts(from: Texts): void {
  adoptWords(from.language === PSEUDO ? pseudo : catalogueOf(from.language, from.file), from);
}
