/**
 * What stands in the search box. Typing must not wait for the page, so the box has a text of its own and tells the page;
 * what comes back from there may be behind by some letters, and must not undo them.
 */
export interface Draft {
  readonly text: string;
  /** The page's text, as it came last. */
  readonly seen: string;
  /** What the page was told and has not yet given back, in order. */
  readonly sent: readonly string[];
}

export function draftOf(text: string): Draft {
  return { text, seen: text, sent: [] };
}

export function typed(draft: Draft, text: string): Draft {
  return { ...draft, text, sent: [...draft.sent, text] };
}

/** The page's text has changed. An echo changes nothing; anything else (a chip, a link, the back button) is taken over. */
export function arrived(draft: Draft, seen: string): Draft {
  const echo = draft.sent.findIndex((text) => same(text, seen));
  return echo === -1 ? draftOf(seen) : { ...draft, seen, sent: draft.sent.slice(echo + 1) };
}

/** Nobody types any more: whatever comes now is what the page wants. */
export function left(draft: Draft): Draft {
  return draft.sent.length === 0 ? draft : { ...draft, sent: [] };
}

/** An address may drop spaces around the text, and holds no half surrogate pairs. */
function same(a: string, b: string): boolean {
  return a === b || addressed(a) === addressed(b);
}

const addressed = (text: string): string => text.replaceAll(/\p{Cs}/gu, '\uFFFD').trim();
