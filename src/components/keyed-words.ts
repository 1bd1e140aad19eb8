import type { Scope } from '#api/scope.ts';
import { count, number, plural, t } from '#texts/t.ts';

/** The words of a list of keys: the same sentences for Configs and for Secrets, each written out, since other languages need that. */
export interface KeyedWords {
  readonly name: string;
  readonly search: string;
  readonly placeholder: string;
  readonly add: string;
  readonly date: string;
  /** `12 Configs`. */
  readonly some: (n: number) => string;
  /** `3 of 12 Configs match`. */
  readonly matching: (found: number, all: number) => string;
  readonly noMatch: string;
  readonly none: string;
  readonly noneHelp: string;
  readonly unread: string;
}

export const CONFIG_WORDS: KeyedWords = {
  name: t`Configs`,
  search: t`Search Configs`,
  placeholder: t`Key or value`,
  add: t`New Config`,
  date: t`Updated`,
  some: (n) => count(n, 'Config'),
  matching: (found, all) => plural(found, '# of {0} matches', '# of {0} match', count(all, 'Config')),
  noMatch: t`No Config matches`,
  none: t`There are no Configs here`,
  noneHelp: t`A Config is a key and a text that an App on a device can read: settings, an address, a certificate.`,
  unread: t`The Configs could not be read`,
};

export const SECRET_WORDS: KeyedWords = {
  name: t`Secrets`,
  search: t`Search Secrets`,
  placeholder: t`Key`,
  add: t`New Secret`,
  date: t`Rotated`,
  some: (n) => count(n, 'Secret'),
  matching: (found, all) => plural(found, '# of {0} matches', '# of {0} match', count(all, 'Secret')),
  noMatch: t`No Secret matches`,
  none: t`There are no Secrets here`,
  noneHelp: t`A Secret is a key and a value that an App on a device can read, and nobody else: the API never gives it back.`,
  unread: t`The Secrets could not be read`,
};

interface Shown {
  /** How many are on show. */
  readonly found: number;
  /** How many have been read. */
  readonly all: number;
  /** Whether those are all there are. */
  readonly complete: boolean;
  /** Whether only some of them are asked for. */
  readonly filtered: boolean;
}

/** How much of a list is on show, in a few words: a number is one of all only once all have been read. */
export function shownWords(words: KeyedWords, { found, all, complete, filtered }: Shown): string {
  if (complete) return filtered ? words.matching(found, all) : words.some(all);
  if (all === 0) return '';
  return filtered ? plural(found, '# matches of the {0} read so far', '# match of the {0} read so far', number(all)) : t`${number(all)} read so far`;
}

/** What it means that a key is deleted: as far as anybody knows. */
export function deletingWords(scope: Scope): string {
  return scope === null
    ? t`Every App that reads this key no longer finds it, on whatever device. Which Apps do, the API does not tell.`
    : t`An App that reads this key no longer finds it on this device. Whether one does, the API does not tell.`;
}
