import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { serverNow } from '#api/clock.ts';
import { deviceQueries, type DeviceChange } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import type { Device } from '#api/schema.ts';
import { ChangedMeanwhile, updateDevice } from '#fleet/update.ts';
import { toastFailure, toastOutcome, type Done } from './device-toasts.ts';

/** How far the sending of a change is, for the dialog or button that sent it. */
export type Progress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  /** The API asked to slow down: sent again at `until` (API clock), unless cancelled. */
  | { readonly kind: 'waiting'; readonly until: number; readonly cancel: () => void }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'unknown'; readonly error: ApiError };

interface Sender {
  readonly progress: Progress;
  readonly busy: boolean;
  /** Sends it, unless something is on its way already. */
  readonly send: (change: DeviceChange) => void;
  readonly reset: () => void;
}

/**
 * Sends changes of one device, one at a time. What comes of it is shown where `progress` is; once that place is gone
 * (the dialog was closed, the page left), or never was one (`lone`, for a button by itself), a failure is said by a toast.
 * `onDone`: after each that was carried out.
 */
export function useDeviceChange(seen: Device, onDone: (outcome: Done) => void, lone = false): Sender {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' });
  // State is too late for the second of two clicks in the same moment.
  const sending = useRef(false);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const run = async (change: DeviceChange): Promise<void> => {
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    setProgress({ kind: 'sending' });
    try {
      const onWait = (ms: number): void => setProgress({ kind: 'waiting', until: serverNow() + ms, cancel });
      const outcome = await updateDevice(client, { seen, change, signal: abort.signal, onWait });
      if (outcome.kind === 'unknown') {
        if (lone || !here.current) toastFailure(seen, change, outcome.error, true);
        setProgress(outcome);
        return;
      }
      setProgress({ kind: 'idle' });
      toastOutcome(client, seen, change, outcome, onDone);
      onDone(outcome);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (abort.signal.aborted) setProgress({ kind: 'cancelled' });
      else if (failure instanceof ChangedMeanwhile) setProgress({ kind: 'changed' });
      else setProgress({ kind: 'failed', error: failure });
      if ((lone || !here.current) && !abort.signal.aborted) toastFailure(seen, change, failure, false);
      if (failure instanceof ApiError) void client.invalidateQueries({ queryKey: deviceQueries.one(seen.sid).queryKey });
    }
  };

  const send = (change: DeviceChange): void => {
    if (sending.current) return;
    sending.current = true;
    void run(change).finally(() => {
      sending.current = false;
    });
  };
  const busy = progress.kind === 'sending' || progress.kind === 'waiting';
  return { progress, busy, send, reset: () => setProgress({ kind: 'idle' }) };
}
