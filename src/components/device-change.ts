import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { serverNow } from '#api/clock.ts';
import { deviceQueries, type DeviceChange } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { ChangedMeanwhile, NotApplied, updateDevice, type Outcome } from '#fleet/update.ts';
import { t } from '#texts/t.ts';
import { toastCancelled, toastFailure, toastOutcome } from './device-toasts.ts';
import { beginWrite, endWrite, onItsWay, useWrites } from './device-writes.ts';

/** How far the sending of a change is, for the dialog or button that sent it. */
export type Progress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  /** The API asked to slow down: sent again at `until` (API clock), unless cancelled. */
  | { readonly kind: 'waiting'; readonly until: number; readonly cancel: () => void }
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly error: Error }
  | (Outcome & { readonly kind: 'unknown' });

interface Sender {
  readonly progress: Progress;
  readonly busy: boolean;
  /** Why nothing can be sent, as a sentence: something else is on its way to this device. */
  readonly blocked: string | null;
  /** Sends it, unless something is on its way already: then false. */
  readonly send: (change: DeviceChange) => boolean;
  readonly reset: () => void;
}

/**
 * Sends changes of one device, one at a time. What comes of it is shown where `progress` is; once that place is gone
 * (the dialog was closed, the page left) a failure is said by a toast. `onDone`: after one that was carried out, while that
 * place is still there; null for a button by itself, which says failures by a toast at all times.
 *
 * A closed dialog cancels what waits to be sent again: nobody sees it any more, and its button said "Cancel". What has
 * been sent is not cancelled by anything.
 */
export function useDeviceChange(seen: Device, onDone: (() => void) | null): Sender {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' });
  const { underWay } = useWrites(seen.sid);
  const lone = onDone === null;
  const here = useRef(true);
  const cancelWaiting = useRef<(() => void) | null>(null);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      if (!lone) cancelWaiting.current?.();
    };
  }, [lone]);

  /** Answers whether the change was carried out, or may have been. */
  const run = async (change: DeviceChange): Promise<boolean> => {
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    const onWait = (ms: number): void => {
      if (!here.current && !lone) {
        cancel();
        return;
      }
      cancelWaiting.current = cancel;
      setProgress({ kind: 'waiting', until: serverNow() + ms, cancel: () => cancelWaiting.current?.() });
      // Once the wait is over it is on its way again, and cannot be cancelled.
      setTimeout(() => {
        if (cancelWaiting.current !== cancel) return;
        cancelWaiting.current = null;
        if (!abort.signal.aborted) setProgress({ kind: 'sending' });
      }, ms);
    };
    setProgress({ kind: 'sending' });
    try {
      const outcome = await updateDevice(client, { seen, change, signal: abort.signal, onWait });
      if (outcome.kind === 'unknown') {
        if (lone || !here.current) toastFailure(seen, change, outcome);
        setProgress(outcome);
        return true;
      }
      setProgress({ kind: 'idle' });
      toastOutcome(client, seen, change, outcome);
      if (here.current) onDone?.();
      return true;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (abort.signal.aborted) {
        setProgress({ kind: 'idle' });
        toastCancelled(seen, change, t`The API had not processed it: nothing was changed.`);
        return false;
      }
      setProgress(failure instanceof ChangedMeanwhile ? { kind: 'changed' } : { kind: 'failed', error: failure });
      if (lone || !here.current) toastFailure(seen, change, failure);
      if (!(failure instanceof ChangedMeanwhile)) void client.invalidateQueries({ queryKey: deviceQueries.one(seen.sid).queryKey });
      // Accepted, and it may show yet.
      return failure instanceof NotApplied;
    } finally {
      cancelWaiting.current = null;
    }
  };

  const send = (change: DeviceChange): boolean => {
    // Outside of React's state, which is too late for the second of two clicks in the same moment.
    if (!beginWrite(seen.sid, change.kind)) return false;
    void run(change).then((sent) => endWrite(seen.sid, change.kind, sent));
    return true;
  };
  // What is on its way goes on: only its end is forgotten.
  const reset = (): void => setProgress((now) => (isBusy(now) ? now : { kind: 'idle' }));
  const busy = isBusy(progress);
  return { progress, busy, blocked: busy ? null : onItsWay(underWay), send, reset };
}

function isBusy(progress: Progress): boolean {
  return progress.kind === 'sending' || progress.kind === 'waiting';
}
