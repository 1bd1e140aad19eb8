import { ApiError } from '#api/error.ts';
import { UpdateFailed } from '#fleet/patience.ts';
import { ChangedMeanwhile, NotApplied } from '#fleet/update.ts';
import type { Note } from './ledger.ts';
import type { Verdict } from './terms.ts';

/** What a failed call says of a device, and what of the API. Pure. */

export function noteOf(why: Note['why'], { code, message }: ApiError): Note {
  return { why, code, message: message.slice(0, 300) };
}

/** @param sent whether a write had left. Throws what is no word of the API. */
export function verdictOf(error: unknown, sent: boolean): Verdict {
  if (error instanceof ChangedMeanwhile) return { kind: 'skipped', note: { why: 'changed' } };
  if (error instanceof NotApplied) return { kind: 'failed', note: { why: 'not-applied' } };
  if (error instanceof UpdateFailed) return { kind: 'failed', note: noteOf('unchanged', error.error) };
  if (!(error instanceof ApiError)) throw error;
  // A pause is no failure of the API, whatever asked for it: nothing was sent.
  if (error.held) return { kind: 'again', retryAfter: error.retryAfter, slow: true };
  switch (error.trouble) {
    case 'sign-in':
    case 'rights':
    case 'session':
      return { kind: 'stop', why: error.trouble };
    case 'guard':
      return { kind: 'stop', why: error.code === 'read_only' ? 'read-only' : 'guard' };
    case 'refused':
      return error.isNotFound ? { kind: 'skipped', note: { why: 'gone' } } : { kind: 'failed', note: noteOf('refused', error) };
    case 'slow-down':
    case 'unsent':
      return { kind: 'again', retryAfter: error.retryAfter, slow: error.trouble === 'slow-down' };
    case 'server':
    case 'network':
      // Before a write it says nothing of the device; afterwards whoever sent it has had its verdict.
      return sent ? { kind: 'unknown', note: noteOf('no-answer', error) } : { kind: 'again', retryAfter: error.retryAfter, slow: false };
  }
}
