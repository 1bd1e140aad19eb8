import { ApiError, type Trouble } from '#api/error.ts';
import type { Verdict } from './shrink.ts';
import type { Progress } from './tab-messages.ts';

/** How far the reading of the fleet is, for whoever reads next. */

export const FRESH: Progress = { lastEnd: null, broken: 0, final: false, trouble: null, shrunk: null, believed: null };

const ITS_OWN = new Set<Trouble>(['session', 'guard']);

/** Trouble between one page and its gateway: no other tab has it, and reading again by itself will not help this one. */
export function isOwn(error: Error): boolean {
  return error instanceof ApiError && ITS_OWN.has(error.trouble);
}

/** @param retryAt browser's clock; null when it is not tried again by itself */
export function troubleOf(error: Error, retryAt: number | null): Progress['trouble'] {
  const { message } = error;
  return error instanceof ApiError ? { message, trouble: error.trouble, code: error.code, status: error.status, retryAt } : { message, trouble: 'client', retryAt };
}

/** After a sweep that read the whole list, which may not be believed. @param now browser's clock */
export function readWhole(progress: Progress, verdict: Verdict, swept: number, now: number): Progress {
  const shrunk = verdict.kind === 'ask' ? { from: verdict.from, to: verdict.to } : null;
  const believed = verdict.kind === 'believe' ? swept : progress.believed;
  return { lastEnd: now, broken: 0, final: false, trouble: null, shrunk, believed };
}

/** After a sweep that broke off. @param now browser's clock */
export function brokenOff(progress: Progress, error: Error, final: boolean, now: number): Progress {
  return { ...progress, lastEnd: now, final, broken: progress.broken + 1, trouble: troubleOf(error, null) };
}
