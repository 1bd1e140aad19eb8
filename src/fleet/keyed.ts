import { serverNow } from '#api/clock.ts';
import { createConfig, deleteConfig, fetchConfig, listConfigs, updateConfig } from '#api/configs.ts';
import { ApiError } from '#api/error.ts';
import { holdsValue, type Config, type Secret } from '#api/schema.ts';
import type { Scope } from '#api/scope.ts';
import { createSecret, deleteSecret, fetchSecret, listSecrets, rotateSecret } from '#api/secrets.ts';
import { t } from '#texts/t.ts';
import { afterMoment, insist, isOff, mayPass, neverProcessed, readFirst, UpdateFailed, type Patience } from './patience.ts';
import { datesShow } from './update.ts';

/**
 * The one way to change one Config or Secret: what is about to be changed is read first, a 429 is waited out, and after a
 * write that got no answer the key is read again to find out. What got no answer is never sent twice by itself.
 */

export type KeyedOutcome<Row> =
  /**
   * Null: there is no such key any more. `reread`: the answer got lost, and the key, read again, shows the change.
   * `already`: it was to be deleted, and somebody else had done that.
   */
  | { readonly kind: 'done'; readonly row: Row | null; readonly reread: boolean; readonly already?: true }
  /**
   * It was sent, and nobody can tell what became of it. `now`: as it was read again, where it could be. `accepted`: there was an answer,
   * which did not show the change.
   */
  | { readonly kind: 'unknown'; readonly error: ApiError; readonly now?: Row | null; readonly accepted?: true };

/** Somebody else changed, made or deleted (`now` is null) the key since it was last looked at. What is there stands. */
export class KeyChanged<Row> extends Error {
  override readonly name = 'KeyChanged';
  readonly now: Row | null;
  constructor(now: Row | null) {
    super('The key was changed by somebody else in the meantime.');
    this.now = now;
  }
}

/** The API accepted the change, and the key, read again a moment later, is not as it was asked to be. `now`: how it is; null: there is none. */
export class KeyNotApplied<Row> extends Error {
  override readonly name = 'KeyNotApplied';
  readonly now: Row | null;
  constructor(now: Row | null, words: string) {
    super(words);
    this.now = now;
  }
}

interface Write<Row> {
  readonly read: (signal?: AbortSignal) => Promise<Row>;
  /** The key as it was seen by whoever decides; null where it is to be made. */
  readonly seen: Row | null;
  readonly same: (a: Row, b: Row) => boolean;
  /** Not to be aborted: an aborted write is a write with an unknown outcome. */
  readonly send: () => Promise<Row | null>;
  /** Whether what was read after a lost answer (null: no such key) shows what was sent at `sentAt` (API clock); null when nobody can tell. */
  readonly shows: (now: Row | null, sentAt: number) => boolean | null;
  /**
   * Of what takes the key away: what is gone already needs no sending. Reads its list, for the answer tells nothing, and says whether that
   * shows that there is no such key.
   */
  readonly removed?: (() => Promise<boolean>) | undefined;
  readonly patience: Patience;
}

/** Throws ApiError when the API refused it, KeyChanged, UpdateFailed, KeyNotApplied, or the signal's reason. */
async function write<Row>({ read, seen, same, send, shows, removed, patience }: Write<Row>): Promise<KeyedOutcome<Row>> {
  if (seen !== null) {
    const now = await readFirst(() => orNone(read(patience.signal)), patience);
    if (now === null && removed) return { kind: 'done', row: null, reread: false, already: true };
    if (now === null || !same(seen, now)) throw new KeyChanged(now);
  }
  const sentAt = serverNow();
  try {
    const row = await insist(send, neverProcessed, patience);
    if (removed ? await removed() : shows(row, sentAt) !== false) return { kind: 'done', row, reread: false };
    return await lookAgain({ read, shows, removed }, sentAt);
  } catch (error) {
    if (removed && error instanceof ApiError && error.isNotFound) return { kind: 'done', row: null, reread: false, already: true };
    if (!(error instanceof ApiError) || !error.outcomeUnknown) throw error;
    // Not to be aborted either: "cancelled" would be a lie about something that may have been carried out.
    const now = await insist(() => orNone(read()), mayPass).catch(() => undefined);
    if (now === undefined) return { kind: 'unknown', error };
    const verdict = shows(now, sentAt);
    if (verdict === null) return { kind: 'unknown', error, now };
    if (verdict) return { kind: 'done', row: now, reread: true };
    if (now === null ? seen === null : seen !== null && same(seen, now)) throw new UpdateFailed('unchanged', error);
    throw new KeyChanged(now);
  }
}

/** After an answer, or a list, that does not show the change. Throws KeyNotApplied. */
async function lookAgain<Row>({ read, shows, removed }: Pick<Write<Row>, 'read' | 'shows' | 'removed'>, sentAt: number): Promise<KeyedOutcome<Row>> {
  let now: Row | null;
  try {
    now = await afterMoment(() => orNone(read()));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: 'unknown', error, accepted: true };
  }
  if (shows(now, sentAt) !== false) return { kind: 'done', row: now, reread: true };
  throw new KeyNotApplied(now, notAppliedWords(now === null, removed !== undefined));
}

function notAppliedWords(isGone: boolean, removes: boolean): string {
  if (removes) return t`The API accepted the deletion, but the key is still there.`;
  return isGone ? t`The API accepted the change, but there is no such key.` : t`The API accepted the change, but the key does not hold what was sent.`;
}

async function orNone<Row>(reading: Promise<Row>): Promise<Row | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) return null;
    throw error;
  }
}

const sameValue = (a: Config, b: Config): boolean => a.value === b.value;

/** Makes a Config. Throws ApiError 409 when the key is taken. */
export function addConfig(scope: Scope, key: string, value: string, patience: Patience = {}): Promise<KeyedOutcome<Config>> {
  return write({
    read: (signal) => fetchConfig(scope, key, signal),
    seen: null,
    same: sameValue,
    send: () => createConfig(scope, key, value),
    shows: (now) => now !== null && holdsValue(now, value),
    patience,
  });
}

/** Gives a Config another value. */
export function saveConfig(scope: Scope, seen: Config, value: string, patience: Patience = {}): Promise<KeyedOutcome<Config>> {
  return write({
    read: (signal) => fetchConfig(scope, seen.key, signal),
    seen,
    same: sameValue,
    send: () => updateConfig(scope, seen.key, value),
    shows: (now) => now !== null && holdsValue(now, value),
    patience,
  });
}

export function removeConfig(scope: Scope, seen: Config, patience: Patience = {}): Promise<KeyedOutcome<Config>> {
  return write({
    read: (signal) => fetchConfig(scope, seen.key, signal),
    seen,
    same: sameValue,
    send: () => deleteConfig(scope, seen.key).then(() => null),
    shows: (now) => now === null,
    removed: () => isOff(listConfigs(scope), seen.key),
    patience,
  });
}

/** The API never tells a Secret's value: when it was rotated last is all that can be compared. */
const sameRotation = (a: Secret, b: Secret): boolean => a.date_rotated === b.date_rotated;

/** Makes a Secret. Throws ApiError 409 when the key is taken. */
export function addSecret(scope: Scope, key: string, value: string, patience: Patience = {}): Promise<KeyedOutcome<Secret>> {
  return write({
    read: (signal) => fetchSecret(scope, key, signal),
    seen: null,
    same: sameRotation,
    send: () => createSecret(scope, key, value),
    // It is there, and was made by whoever made it: whether with this value nobody can tell.
    shows: (now) => (now === null ? false : null),
    patience,
  });
}

/** Gives a Secret another value. */
export function renewSecret(scope: Scope, seen: Secret, value: string, patience: Patience = {}): Promise<KeyedOutcome<Secret>> {
  return write({
    read: (signal) => fetchSecret(scope, seen.key, signal),
    seen,
    same: sameRotation,
    send: () => rotateSecret(scope, seen.key, value),
    shows: (now, sentAt) => (now === null ? false : datesShow(seen.date_rotated, now.date_rotated, sentAt)),
    patience,
  });
}

export function removeSecret(scope: Scope, seen: Secret, patience: Patience = {}): Promise<KeyedOutcome<Secret>> {
  return write({
    read: (signal) => fetchSecret(scope, seen.key, signal),
    seen,
    same: sameRotation,
    send: () => deleteSecret(scope, seen.key).then(() => null),
    shows: (now) => now === null,
    removed: () => isOff(listSecrets(scope), seen.key),
    patience,
  });
}
