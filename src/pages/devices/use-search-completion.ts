import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useStuckAfter } from '#components/stuck-after.ts';
import type { Completion, Words } from '#fleet/complete.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { completed } from './search-completion.ts';

/** While the fleet is not known. */
const NOTHING: Words = { apps: [], statuses: [], codes: [], counts: {} };

export interface SearchCompletion {
  /** Whether anything can be offered yet: the code for it comes when the box first has the focus. */
  readonly ready: boolean;
  /** Empty while nothing is offered. */
  readonly offered: readonly Completion[];
  /** The one that the arrow keys have led to; -1 for none. */
  readonly active: number;
  /** Where the caret stands in the box; null while the focus is elsewhere. */
  readonly caret: number | null;
  /** The caret has moved; `open` when something was typed, and what fits there is to be offered. */
  readonly follow: (caret: number, open?: boolean) => void;
  readonly take: (completion: Completion) => void;
  readonly close: () => void;
  /** The box has the focus, or lost it. */
  readonly enter: () => void;
  readonly leave: () => void;
  /** Does what a key does in an open list, by the ARIA pattern of a combobox; false when the key is none of its own. */
  readonly onKey: (key: string, box: HTMLInputElement) => boolean;
}

/** The list below the search box: what is offered, and how the keys go through it. `write` puts what was taken into the box. */
export function useSearchCompletion(text: string, write: (text: string, caret: number) => void): SearchCompletion {
  const [ask, setAsk] = useState<typeof completed | null>(null);
  const [{ open, caret, active }, set] = useState<{ open: boolean; caret: number | null; active: number }>({ open: false, caret: null, active: -1 });
  const limits = useStuckAfter();
  const { data: vocabulary = NOTHING } = useQuery({ ...fleetQueries.vocabulary(limits), enabled: open });
  const offered = open && ask !== null && caret !== null ? ask(text, Math.min(caret, text.length), vocabulary) : [];

  const follow: SearchCompletion['follow'] = (at, opened = open) => set({ open: opened, caret: at, active: -1 });
  const close = (): void => set({ open: false, caret, active: -1 });
  const step = (by: 1 | -1): void => set({ open, caret, active: next(active, by, offered.length) });
  const take = ({ start, end, insert }: Completion): void => {
    const at = start + insert.length;
    follow(at, true);
    write(text.slice(0, start) + insert + text.slice(end), at);
  };
  return {
    ready: ask !== null,
    offered,
    active,
    caret,
    follow,
    take,
    close,
    enter: () => {
      // Where it cannot be had, the box works without, and the next focus asks again.
      if (ask === null) import('./search-completion.ts').then((loaded) => setAsk(() => loaded.completed), () => undefined);
    },
    leave: () => set({ open: false, caret: null, active: -1 }),
    onKey: (key, box) => {
      const chosen = offered[active];
      if (offered.length === 0) {
        if (key !== 'ArrowDown') return false;
        follow(box.selectionStart ?? text.length, true);
      } else if (key === 'ArrowDown') step(1);
      else if (key === 'ArrowUp') step(-1);
      else if (key === 'Escape') close();
      else if ((key === 'Enter' || key === 'Tab') && chosen !== undefined) take(chosen);
      else return false;
      return true;
    },
  };
}

/** One further, around the ends; from none to the first or the last. */
function next(active: number, by: 1 | -1, length: number): number {
  if (active === -1) return by === 1 ? 0 : length - 1;
  return (active + by + length) % length;
}
