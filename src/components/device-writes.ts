import { useSyncExternalStore } from 'react';
import type { DeviceChange } from '#api/devices.ts';
import { t } from '#texts/t.ts';

type Kind = DeviceChange['kind'];

/** The writes of this tab to one device. Times are of the browser's clock, in milliseconds. */
interface Writes {
  /** What is under way just now. */
  readonly underWay: Kind | null;
  /** When one was last sent that was carried out, or may have been. */
  readonly sentAt: number;
  /** When it was last renamed from here. */
  readonly renamedAt: number;
}

const NONE: Writes = { underWay: null, sentAt: 0, renamedAt: 0 };

/**
 * Kept outside of the components: a write goes on after its dialog is closed and its page left, and until its end no
 * second one may be sent to the same device, wherever from.
 */
const writes = new Map<string, Writes>();
const watchers = new Set<() => void>();

function set(sid: string, change: Partial<Writes>): void {
  writes.set(sid, { ...(writes.get(sid) ?? NONE), ...change });
  for (const changed of watchers) changed();
}

/** Takes the device for one write; false when another is under way. */
export function beginWrite(sid: string, kind: Kind): boolean {
  if ((writes.get(sid) ?? NONE).underWay !== null) return false;
  set(sid, { underWay: kind });
  return true;
}

/** To be called once for each write that began. `sent`: whether it was carried out, or may have been. */
export function endWrite(sid: string, kind: Kind, sent: boolean): void {
  const now = Date.now();
  set(sid, { underWay: null, ...(sent && { sentAt: now }), ...(sent && kind === 'rename' && { renamedAt: now }) });
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

/** What this tab is sending, and has sent, to a device. */
export function useWrites(sid: string): Writes {
  return useSyncExternalStore(watch, () => writes.get(sid) ?? NONE);
}

const WORDS: Record<Kind, string> = {
  rename: t`A rename is on its way.`,
  deploy: t`A deployment is on its way.`,
  logging: t`A change of logging is on its way.`,
  restart: t`A restart is on its way.`,
};

/** Why nothing else can be sent just now, as a sentence; null when it can. */
export function onItsWay(kind: Kind | null): string | null {
  return kind === null ? null : WORDS[kind];
}
