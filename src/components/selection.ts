import { useSyncExternalStore } from 'react';
import { DEVICE_SID } from '#api/schema.ts';
import { session } from '#api/session.ts';

/**
 * The devices that were chosen for something: a set of sids, whatever list they stand in and in which order. It belongs to
 * this tab, survives a reload, and is nobody else's.
 */

let chosen: Set<string> | null = null;
/** Another object with each change, for whoever watches. */
let snapshot: ReadonlySet<string> = new Set();
const watchers = new Set<() => void>();

const key = (): string => `fleet.selection.${session().fleetId}`;

function read(): Set<string> {
  try {
    return new Set((sessionStorage.getItem(key()) ?? '').split(' ').filter((sid) => DEVICE_SID.test(sid)));
  } catch {
    return new Set();
  }
}

function current(): Set<string> {
  if (chosen === null) {
    chosen = read();
    snapshot = new Set(chosen);
    // Written when the page goes out of sight, which it does as it is left, too; not with each device: thousands at a time are no
    // reason to write thousands of times.
    document.addEventListener('visibilitychange', keep);
  }
  return chosen;
}

function keep(): void {
  try {
    // What cannot be kept (there are too many) must not leave an older selection behind.
    sessionStorage.removeItem(key());
    sessionStorage.setItem(key(), [...current()].join(' '));
  } catch {
    // No storage, or too many for it: the selection holds for as long as the page does.
  }
}

function changed(): void {
  snapshot = new Set(chosen);
  for (const tell of watchers) tell();
}

/** Chooses these devices, or no longer. */
export function choose(sids: Iterable<string>, on: boolean): void {
  const all = current();
  for (const sid of sids) {
    if (on) all.add(sid);
    else all.delete(sid);
  }
  changed();
}

/** Chooses exactly these. */
export function chooseOnly(sids: Iterable<string>): void {
  current();
  chosen = new Set(sids);
  changed();
}

/** The devices that are chosen: another object after each change. */
export function useChosen(): ReadonlySet<string> {
  return useSyncExternalStore(watch, look);
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

function look(): ReadonlySet<string> {
  current();
  return snapshot;
}
