import type { AttentionClass } from './health.ts';

/**
 * The search language: `freezer status:error -berlin age:>2d "back room"`. Words must all match. This file reads and
 * writes it; filter.ts applies it.
 */

export const IS_VALUES = ['drifting', 'stuck', 'failed', 'odd', 'orphan', 'never', 'aligned', 'no-target', 'missing'] as const;
export type IsValue = (typeof IS_VALUES)[number];

/** What an App (`app:`, `runs:`) is compared with: folded text anywhere in name or sid, `=` the whole name or sid as written, or none at all. */
export type TextMatch =
  | { readonly kind: 'part'; readonly text: string }
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'none' };

type Condition =
  /** Folded (lib/text.ts `fold`): anywhere in name, sid, or the name of the target or running App. */
  | { readonly field: 'word'; readonly text: string }
  | { readonly field: 'name' | 'sid' | 'app' | 'runs'; readonly match: TextMatch }
  /** Folded word; `pending` and `scheduled` are one; `none` for no status. */
  | { readonly field: 'status'; readonly word: string }
  /** The code as text; `any` for every code but 0 and null. */
  | { readonly field: 'err'; readonly code: string }
  /** Age of the drift (of drifting and never reported devices) over or under so many milliseconds. */
  | { readonly field: 'age'; readonly over: boolean; readonly ms: number }
  | { readonly field: 'log'; readonly value: 'on' | 'off' | 'expiring' }
  | { readonly field: 'is'; readonly value: IsValue }
  /** The attention class: the first that holds. */
  | { readonly field: 'needs'; readonly value: AttentionClass | 'any' | 'none' };

export type Term = Condition & {
  readonly not: boolean;
  /** Where it stands in the text, for completion and marking. */
  readonly start: number;
  readonly end: number;
};

/** A part of the text that is not used, and why: what is valid instead. */
export interface Problem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface Query {
  readonly terms: readonly Term[];
  readonly problems: readonly Problem[];
}
