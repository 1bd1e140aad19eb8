import { withoutUnseen } from '#lib/text.ts';
import { parseQuery, termText, type Term } from './query.ts';
import { scan } from './query-scan.ts';
import type { Facet } from './view.ts';

/** Puts terms into the text of a search and takes them out, and leaves the rest of it as it was typed. A `term` may be several. */

/** Whether the text asks for the term: in any spelling, at any place. */
export function hasTerm(text: string, term: string): boolean {
  const held = new Set(parseQuery(text).terms.map(termText));
  const asked = parseQuery(term).terms;
  return asked.length > 0 && asked.every((one) => held.has(termText(one)));
}

/** The text with what it lacks of the term at its end. */
export function withTerm(text: string, term: string): string {
  const held = new Set(parseQuery(text).terms.map(termText));
  const missing = parseQuery(term).terms.map(termText).filter((one) => !held.has(one));
  return missing.length === 0 ? text : [closed(text), ...missing].filter(Boolean).join(' ');
}

/** The text without the term, however often it says so. */
export function withoutTerm(text: string, term: string): string {
  const unwanted = new Set(parseQuery(term).terms.map(termText));
  return without(text, (one) => unwanted.has(termText(one)));
}

/**
 * What a chip of a facet does: takes its term out when it is there, else puts it in, and the other choices of the same facet
 * out. What is excluded stays.
 */
export function toggleTerm(text: string, term: string): string {
  if (hasTerm(text, term)) return withoutTerm(text, term);
  const facets = new Set(parseQuery(term).terms.map(facetOf));
  return withTerm(without(text, (one) => facetOf(one) !== null && facets.has(facetOf(one))), term);
}

const ALIGNMENTS: ReadonlySet<string> = new Set(['aligned', 'drifting', 'stuck', 'never', 'no-target']);

/** The facet of which a term is a choice; null for none. An exclusion is no choice. */
export function facetOf(term: Term): Facet['name'] | null {
  if (term.not) return null;
  switch (term.field) {
    case 'is':
      return ALIGNMENTS.has(term.value) ? 'alignment' : null;
    case 'status':
      return 'update';
    case 'app':
      return 'app';
    case 'log':
      return 'logging';
    case 'needs':
      return 'needs';
    default:
      return null;
  }
}

function without(text: string, unwanted: (term: Term) => boolean): string {
  let rest = text;
  // From the end, so that the places before stay true.
  for (const { start, end } of parseQuery(text).terms.filter(unwanted).toReversed()) {
    rest = [rest.slice(0, start).trimEnd(), rest.slice(end).trimStart()].filter(Boolean).join(' ');
  }
  return rest;
}

/** The text with its quotes closed, so that something can be written after it. */
function closed(written: string): string {
  const text = withoutUnseen(written);
  const last = scan(text).at(-1);
  if (last?.quote !== 'open') return text.trimEnd();
  // Closed, a quote with nothing after it would say that nothing is what is meant.
  if (last.value === '') return text.slice(0, last.field === null ? last.start : last.end - 1).trimEnd();
  // A backslash at the end would take the quote for a part of the text.
  const typed = scan(`${text}"`).at(-1)?.quote === 'open' ? `${text}\\` : text;
  return `${typed}"`;
}
