import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { compare, NOTHING_YET, type Comparison, type Found } from './comparison.ts';
import { readOne } from './read-one.ts';

interface Comparing {
  readonly now: Comparison;
  /** Reads what is not known; `again`: also what failed. */
  readonly start: (again: boolean) => void;
  readonly stop: () => void;
}

/** The comparison of one key over some devices; `auto`: it begins by itself. It ends when it is no longer looked at. */
export function useComparison(key: string, sids: readonly string[], known: ReadonlySet<string>, auto: boolean): Comparing {
  const [now, setNow] = useState<Comparison>(NOTHING_YET);
  const running = useRef<AbortController | null>(null);
  const start = (again: boolean): void => {
    if (running.current !== null) return;
    const abort = new AbortController();
    running.current = abort;
    const before = new Map<string, Found>([...now.found].filter(([, one]) => !again || one.kind !== 'failed'));
    const tell = (next: Comparison): void => {
      if (!abort.signal.aborted || !next.running) setNow(next);
    };
    void compare(sids, before, (sid, signal) => readOne(sid, key, known.has(sid), signal), abort.signal, tell).finally(() => {
      if (running.current === abort) running.current = null;
    });
  };
  const begin = useEffectEvent(() => {
    if (auto) start(false);
  });
  useEffect(() => {
    begin();
    return () => {
      running.current?.abort();
      running.current = null;
    };
  }, []);
  return { now, start, stop: () => running.current?.abort() };
}
