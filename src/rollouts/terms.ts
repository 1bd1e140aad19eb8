import type { Device } from '#api/schema.ts';
import { t } from '#texts/t.ts';
import type { Entry, Note, PauseReason } from './ledger.ts';
import type { ItemChange, RunItem } from './plan.ts';

/** What is given to the engine, which knows no browser and no API, and what it says of itself. Types only. */

export interface Clock {
  /** Milliseconds; never goes back. */
  readonly now: () => number;
  /** Rejects with the signal's reason when that aborts first. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** `retryAfter`: milliseconds that the API asked for. `slow`: it asked to slow down. `alone`: it answers, but not of this device. */
export interface Again {
  readonly kind: 'again';
  readonly retryAfter: number | null;
  readonly slow: boolean;
  readonly alone?: boolean;
}

/** What became of one device. `again`: nothing was sent, because the API could not be asked; `stop`: nothing can be sent at all. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' | 'skipped' | 'unknown'; readonly note: Note }
  | Again
  | { readonly kind: 'stop'; readonly why: PauseReason };

/** A device that has not reported yet, and what it should. */
export interface Waiting {
  readonly sid: string;
  readonly change: ItemChange;
}

export interface Work {
  /**
   * Reads the device anew and, unless it is to be left alone, changes it. `beforeSend` is to be awaited before each write: the
   * write may be sent once it has resolved, and not when it rejects; its rejection is passed on. It is told what a Config held
   * (null: no such key). `again`: this run has sent it before, and what it finds may be its own doing.
   */
  readonly change: (item: RunItem, change: ItemChange, force: boolean, beforeSend: (before?: string | null) => Promise<void>, again: boolean) => Promise<Verdict>;
  /** For a write whose end nobody saw: reads the device to find out. `again` when nothing was carried out; null when it could not be read. */
  readonly findOut: (item: RunItem, change: ItemChange) => Promise<Verdict | null>;
  /** These devices as they are now; null for one that is gone. Those that could not be read are left out. Rejects with LookFailed. */
  readonly look: (waiting: readonly Waiting[]) => Promise<ReadonlyMap<string, Device | null>>;
}

/** Nothing could be seen, because the API could not be asked. */
export class LookFailed extends Error {
  override readonly name = 'LookFailed';
  readonly verdict: Extract<Verdict, { readonly kind: 'again' | 'stop' }>;
  constructor(verdict: LookFailed['verdict']) {
    super(t`The API could not be asked.`);
    this.verdict = verdict;
  }
}

export interface Journal {
  /** Resolves once these lines are kept for good. Rejects when they cannot be. */
  readonly append: (entries: readonly Entry[]) => Promise<void>;
}

/** What the engine is doing while it runs; the ledger alone does not tell. Times: the engine's clock. */
export type Doing =
  | { readonly kind: 'sending' | 'landing' | 'idle' }
  /** The API cannot be asked; tried again then. */
  | { readonly kind: 'holding'; readonly until: number }
  | { readonly kind: 'soaking'; readonly until: number }
  /** Somebody has to say so before the next wave. `enough`: whether enough of the present one has landed. */
  | { readonly kind: 'gate'; readonly enough: boolean };

/** Why a write was not sent after all: the run was paused, halted or stopped while it waited for its turn. */
export class Held extends Error {
  override readonly name = 'Held';
}
