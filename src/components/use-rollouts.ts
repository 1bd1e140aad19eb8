import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LiveRun } from '#rollouts/live.ts';
import { rollouts, type Rollouts } from '#rollouts/rollouts.ts';

/** The runs of this browser, drawn anew when anything about them changes (four times a second at the most). */
export function useRollouts(): Rollouts {
  const all = rollouts(useQueryClient());
  useSyncExternalStore(all.subscribe, all.version);
  return all;
}

export type Opened = { readonly kind: 'opening' } | { readonly kind: 'none' } | { readonly kind: 'failed'; readonly error: Error } | { readonly kind: 'open'; readonly run: LiveRun };

/** One run, as its journal tells it. */
export function useRun(id: string): Opened {
  const all = useRollouts();
  const [missing, setMissing] = useState<Opened>({ kind: 'opening' });
  useEffect(() => {
    let here = true;
    const say = (next: Opened): void => {
      if (here) setMissing(next);
    };
    all.open(id).then(
      (found) => found || say({ kind: 'none' }),
      (error: unknown) => say({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      here = false;
    };
  }, [all, id]);
  const run = all.live(id);
  return run === null ? missing : { kind: 'open', run };
}
