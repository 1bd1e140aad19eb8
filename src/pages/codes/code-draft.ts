import { withoutUnseen } from '#lib/text.ts';
import { codeKey, LONGEST_CODE, LONGEST_LINK, LONGEST_MEANING, MOST_CODES, runbookLink, type CodeEntry } from '#components/code-dictionary.ts';
import { t } from '#texts/t.ts';

/** An entry while somebody writes it. Pure. */
export interface CodeDraft {
  readonly code: string;
  readonly meaning: string;
  readonly link: string;
}

export type DraftProblems = Readonly<Partial<Record<keyof CodeDraft, string>>>;

interface Read {
  /** Null while there is a problem. */
  readonly entry: CodeEntry | null;
  readonly problems: DraftProblems;
}

/**
 * What a draft says, or what is wrong with it. A code from the fleet (`given`) is taken as it came; of one that was typed the
 * spaces around it go, and what cannot be seen. @param before the code that the entry had until now, null for a new one
 */
export function readDraft(draft: CodeDraft, given: string | null, before: string | null, entries: readonly CodeEntry[]): Read {
  const code = draft.code === given ? given : withoutUnseen(draft.code).trim();
  const meaning = draft.meaning.trim();
  const typed = draft.link.trim();
  const link = typed === '' ? null : runbookLink(typed);
  const problems: Partial<Record<keyof CodeDraft, string>> = {};
  const about = codeProblem(code, before, entries);
  if (about !== null) problems.code = about;
  if (meaning === '') problems.meaning = t`Say what it means.`;
  else if (meaning.length > LONGEST_MEANING) problems.meaning = t`At most ${LONGEST_MEANING} characters.`;
  if (typed !== '' && link === null) problems.link = linkProblem(typed);
  return { entry: Object.keys(problems).length === 0 ? { code, meaning, link } : null, problems };
}

function codeProblem(code: string, before: string | null, entries: readonly CodeEntry[]): string | null {
  if (code === '') return t`Which code is it?`;
  if (codeKey(code) === null) return t`0 is no error code: the API writes it where there was none.`;
  if (code.length > LONGEST_CODE) return t`At most ${LONGEST_CODE} characters.`;
  if (code !== before && entries.some((entry) => entry.code === code)) return t`It has a meaning already: edit that one.`;
  return before === null && entries.length >= MOST_CODES ? t`At most ${MOST_CODES} are kept: delete one first.` : null;
}

function linkProblem(typed: string): string {
  if (typed.length > LONGEST_LINK) return t`At most ${LONGEST_LINK} characters.`;
  if (!URL.canParse(typed)) return t`It is no address: begin with https://`;
  const { protocol } = new URL(typed);
  if (protocol !== 'http:' && protocol !== 'https:') return t`Only http and https: a page of the web.`;
  return t`Without a name and password in it: everybody with this file would have them.`;
}
