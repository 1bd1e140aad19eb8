import { useEffect, useRef, useState } from 'react';
import { serverNow } from '#api/clock.ts';
import { KeyChanged, type KeyedOutcome } from '#fleet/keyed.ts';
import type { Patience } from '#fleet/patience.ts';
import { t } from '#texts/t.ts';
import { toast } from '#ui/toast.ts';
import { errorText, unknownWords } from './device-toasts.ts';

/** How far a write is, for the dialog that sent it. */
export type WriteProgress<Row> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  /** The API asked to slow down: sent again at `until` (API clock), unless the dialog is closed. */
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'failed'; readonly error: Error }
  | Extract<KeyedOutcome<Row>, { kind: 'unknown' }>;

/** What to ask before what was typed is thrown away; null while it is on its way, since its end is told in any case. */
export function unsavedWords({ kind }: WriteProgress<unknown>): string | null {
  if (kind === 'sending') return null;
  return kind === 'unknown' ? t`Nobody knows whether what you typed was saved.` : t`What you typed is not saved.`;
}

export interface WriteJob<Row> {
  /** Which key of whom: no other write of it is sent before this one has its end. */
  readonly lock: string;
  /** As a title: `Config “prefs”`. */
  readonly what: string;
  readonly work: (patience: Patience) => Promise<KeyedOutcome<Row>>;
  /** It was carried out: whether or not the dialog is still there. */
  readonly done: (outcome: Extract<KeyedOutcome<Row>, { kind: 'done' }>) => Promise<void> | void;
}

interface Writer<Row> {
  readonly progress: WriteProgress<Row>;
  readonly busy: boolean;
  /** Sends it, once, whatever is pressed in the same moment. */
  readonly send: (job: WriteJob<Row>) => void;
  readonly reset: () => void;
}

/** Outside of the components: a write goes on after its dialog is closed. */
const underWay = new Set<string>();

/**
 * Sends one write at a time. What comes of it is told where `progress` is; once that place is gone, by a toast. Closing calls off what
 * waits to be sent again, and nothing else. `onDone`: after one that was carried out, while that place is still there.
 */
export function useKeyedWrite<Row>(onDone: () => void): Writer<Row> {
  const [progress, setProgress] = useState<WriteProgress<Row>>({ kind: 'idle' });
  const here = useRef(true);
  const sending = useRef(false);
  const callOff = useRef<(() => void) | null>(null);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      callOff.current?.();
    };
  }, []);

  const run = async ({ what, work, done }: WriteJob<Row>): Promise<void> => {
    const abort = new AbortController();
    const off = (): void => abort.abort();
    const onWait = (ms: number): void => {
      if (!here.current) {
        off();
        return;
      }
      callOff.current = off;
      setProgress({ kind: 'waiting', until: serverNow() + ms });
      setTimeout(() => {
        // Once the wait is over it is on its way again, and cannot be called off.
        if (callOff.current !== off) return;
        callOff.current = null;
        setProgress({ kind: 'sending' });
      }, ms);
    };
    setProgress({ kind: 'sending' });
    try {
      const outcome = await work({ signal: abort.signal, onWait });
      if (outcome.kind === 'unknown') {
        if (!here.current) toast({ tone: 'bad', title: t`Outcome unknown: ${what}`, description: unknownWords(outcome) });
        setProgress(outcome);
        return;
      }
      await done(outcome);
      setProgress({ kind: 'idle' });
      if (here.current) onDone();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (abort.signal.aborted) toast({ tone: 'info', title: t`Cancelled: ${what}`, description: t`The API had not processed it: nothing was changed.` });
      else if (!here.current) toast({ tone: 'bad', title: t`Not carried out: ${what}`, description: failure instanceof KeyChanged ? t`Somebody else changed it in the meantime; that stands.` : errorText(failure) });
      setProgress(abort.signal.aborted ? { kind: 'idle' } : { kind: 'failed', error: failure });
    } finally {
      callOff.current = null;
    }
  };
  const send = (job: WriteJob<Row>): void => {
    // Outside of React's state, which is too late for the second of two clicks in the same moment.
    if (sending.current) return;
    if (underWay.has(job.lock)) {
      setProgress({ kind: 'failed', error: new Error(t`Another change of this key is still on its way.`) });
      return;
    }
    sending.current = true;
    underWay.add(job.lock);
    void run(job).finally(() => {
      sending.current = false;
      underWay.delete(job.lock);
    });
  };
  const busy = progress.kind === 'sending' || progress.kind === 'waiting';
  return { progress, busy, send, reset: () => setProgress((now) => (now.kind === 'failed' || now.kind === 'unknown' ? { kind: 'idle' } : now)) };
}
