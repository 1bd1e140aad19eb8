import { foldedWords } from '#lib/search-words.ts';
import { fold } from '#lib/text.ts';

/** What the palette offers, and what of it is on show for what was typed. Pure. */

export interface PaletteItem {
  /** The same whenever it is offered: `page:/settings`. */
  readonly id: string;
  /** What of others is made safe to look at already. */
  readonly label: string;
  /** A word beside it. */
  readonly detail?: string | undefined;
  /** What it is called, where that is not its label: a whole name or a SID that is typed leads to it before all else. */
  readonly names?: readonly string[] | undefined;
  /** More that it is found by. */
  readonly words?: string | undefined;
  /** The single key that does the same. */
  readonly key?: string | undefined;
  /** Why it cannot be done now, as a sentence. */
  readonly blocked?: string | null | undefined;
  /** Where it leads to; null for what is done here. */
  readonly to: string | null;
  readonly act?: (() => void) | undefined;
  /** What of it holds when it is taken, where the page behind may have changed since it was drawn. */
  readonly now?: (() => Pick<PaletteItem, 'blocked' | 'act'>) | undefined;
}

/** The id of an item's element: without spaces, which would make many of one. */
export function optionId(list: string, item: string): string {
  return list + encodeURIComponent(item);
}

export interface PaletteGroup {
  readonly name: string;
  readonly items: readonly PaletteItem[];
  /** What is to be said of them: that there are more, or why there are none. */
  readonly note?: string | null;
  /** What changes devices: nobody shall come upon it by letters within a word, or by no more than what it is done to. */
  readonly strict?: boolean;
  /** Found already, by whoever knows better: nothing of it is left out. */
  readonly found?: boolean;
}

/**
 * Those groups, with what matches: every word that was typed is in the name, in the group's, or in what else it is found by. First
 * what has words that begin so. What is called exactly as was typed stands before all else, with its group.
 */
export function matching(groups: readonly PaletteGroup[], typed: string): readonly PaletteGroup[] {
  const words = foldedWords(typed);
  const exact = (items: readonly PaletteItem[]): number => Math.max(0, ...items.map((item) => exactness(item, typed)));
  return groups
    .map((group) => (group.found ? group : { ...group, items: best(group, words).toSorted((a, b) => exactness(b, typed) - exactness(a, typed)) }))
    .filter(({ items, note }) => items.length > 0 || Boolean(note))
    .toSorted((a, b) => exact(b.items) - exact(a.items));
}

/** Whether what was typed is a name of an item: 2 letter by letter, 1 but for case and accents, else 0. */
function exactness({ label, names = [label] }: PaletteItem, typed: string): number {
  const folded = fold(typed).trim();
  if (folded === '') return 0;
  if (names.includes(typed) || names.includes(typed.trim())) return 2;
  return names.some((name) => fold(name).trim() === folded) ? 1 : 0;
}

function best({ name, items, strict = false }: PaletteGroup, words: readonly string[]): readonly PaletteItem[] {
  const meant = (item: PaletteItem): boolean => !strict || words.length === 0 || words.some((word) => beginsIn(textOf(item), word));
  const scored = items.map((item) => ({ item, score: scoreOf(item, name, words) })).filter(({ item, score }) => score > (strict ? 1 : 0) && meant(item));
  return scored.toSorted((a, b) => b.score - a.score).map(({ item }) => item);
}

/** 2 where each word is the beginning of one, 1 where each stands somewhere, else 0. */
function scoreOf(item: PaletteItem, group: string, words: readonly string[]): number {
  const text = `${textOf(item)} ${fold(group)}`;
  return Math.min(2, ...words.map((word) => (beginsIn(text, word) ? 2 : text.includes(word) ? 1 : 0)));
}

function textOf({ label, detail, words = '' }: PaletteItem): string {
  return fold(`${label} ${detail ?? ''} ${words}`);
}

function beginsIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** The item that is `by` away from the one with this id, around the end; the first where that one is gone. */
export function stepped(items: readonly PaletteItem[], id: string | null, by: number): string | null {
  const at = items.findIndex((item) => item.id === id);
  if (items.length === 0) return null;
  return items[at === -1 ? 0 : (at + by + items.length) % items.length]?.id ?? null;
}

/** So many are remembered. */
const MOST_RECENT = 6;
/** A longer id is not: that of a saved view is its address, which may list hundreds of devices. */
export const LONGEST_ID = 300;

/** What was used last, the latest first, once each. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  if (id.length > LONGEST_ID) return recent;
  return [id, ...recent.filter((other) => other !== id)].slice(0, MOST_RECENT);
}
