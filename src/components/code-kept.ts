import { session } from '#api/session.ts';
import { codesSchema, entryOf, MOST_CODES, type CodeEntry } from './code-dictionary.ts';
import { preference, usePreference, type Preference } from './preference.ts';

let kept: Preference<CodeEntry[]> | null = null;

/** The dictionary of this account, kept in this browser and the same in every tab. */
export function codesPreference(): Preference<CodeEntry[]> {
  kept ??= preference(`codes.${session().fleetId}`, codesSchema, []);
  return kept;
}

/** Keeps it: true when it is saved. More than can be kept is not taken at all: nothing of it could be read again. */
export function keepCodes(entries: CodeEntry[]): boolean {
  return entries.length <= MOST_CODES && codesPreference().set(entries);
}

/** What the operators of this account say that a code means; null where they say nothing. */
export function codeMeaning(code: number | string | null): CodeEntry | null {
  return entryOf(codesPreference().get(), code);
}

/** The same for a component, which is drawn again once they say something else. */
export function useCodeMeaning(code: number | string | null): CodeEntry | null {
  return entryOf(usePreference(codesPreference())[0], code);
}
