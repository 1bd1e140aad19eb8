import { fold } from './text.ts';

/** How a list that the browser has is searched: what is found has every word in it, anywhere. */

/** The words of a search, folded. */
export function foldedWords(q: string): readonly string[] {
  return fold(q).split(/\s+/u).filter(Boolean);
}

/** Whether each of the folded words stands in the text. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
}
