import { ApiError } from '#api/error.ts';
import type { Keyed } from '#api/scope.ts';
import { fullJitter, sleep } from '#lib/backoff.ts';

/** How a change waits: for its first look, while the API is busy, and for its second look. */

const ATTEMPTS = 6;
/** A service may answer before a change shows everywhere: so long is it given, in milliseconds. */
export const MOMENT = 1_500;

/** It is certain that the change was not carried out, although the API never refused it. */
export class UpdateFailed extends Error {
  override readonly name = 'UpdateFailed';
  /** `nothing-sent`: the device could not be read first. `unchanged`: it was sent, and the device, read again, is as before. */
  readonly kind: 'nothing-sent' | 'unchanged';
  readonly error: ApiError;
  constructor(kind: UpdateFailed['kind'], error: ApiError) {
    super(error.message);
    this.kind = kind;
    this.error = error;
  }
}

/** How a write waits: until it is called off, and who is told. */
export interface Patience {
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: ((ms: number) => void) | undefined;
}

/** For writes: nothing can have happened yet. */
export const neverProcessed = (error: ApiError): boolean => error.neverProcessed;
/** For reads, which do no harm by being done twice. */
export const mayPass = (error: ApiError): boolean => error.neverProcessed || error.outcomeUnknown;

/** Asks again after those failures that `again` accepts; the server's wish for the pause comes first. */
export async function insist<T>(ask: () => Promise<T>, again: (error: ApiError) => boolean, { signal, onWait }: Patience = {}): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError) || !again(error) || attempt === ATTEMPTS - 1) throw error;
      const wait = error.retryAfter ?? Math.max(250, fullJitter(attempt));
      if (error.neverProcessed) onWait?.(wait);
      await sleep(wait, signal);
    }
  }
}

/** Reads what is about to be changed. Throws UpdateFailed where it cannot be read: then nothing was sent; and ApiError when the API refused it. */
export async function readFirst<T>(read: () => Promise<T>, patience: Patience): Promise<T> {
  try {
    return await insist(read, mayPass, patience);
  } catch (error) {
    if (error instanceof ApiError && mayPass(error)) throw new UpdateFailed('nothing-sent', error);
    throw error;
  }
}

/** Reads once more what a write was to change. Not to be aborted: "cancelled" would be a lie about something that was sent. */
export async function afterMoment<T>(read: () => Promise<T>): Promise<T> {
  await sleep(MOMENT);
  return insist(read, mayPass);
}

/** Whether a list, read after a key was deleted, shows that there is no such key: one that cannot be read, or has rows that cannot be, does not. */
export function isOff(list: Promise<Keyed<unknown>>, key: string): Promise<boolean> {
  return list.then(({ rows, malformed }) => malformed === 0 && !rows.has(key), () => false);
}
