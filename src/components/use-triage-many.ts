import { useState } from 'react';
import type { AttentionClass } from '#fleet/health.ts';
import { useStuckAfter } from './stuck-after.ts';
import { putAside, type TriageDeed } from './triage-acts.ts';

/** More devices than this are asked for once more (`TriageMany`). */
const ASK_OVER = 100;

type ManyDeed = Exclude<TriageDeed, 'back'>;

interface TriageManyUse {
  /** Puts these aside: at once, or once somebody has confirmed so many. */
  readonly start: (sids: readonly string[], deed: ManyDeed) => Promise<void>;
  /** What has to be confirmed first; null for nothing. */
  readonly asked: { readonly sids: readonly string[]; readonly deed: ManyDeed } | null;
  /** It was, or was not. */
  readonly close: () => void;
}

/** @param as what was the matter on the screen; null for any */
export function useTriageMany(as: AttentionClass | null): TriageManyUse {
  const limits = useStuckAfter();
  const [asked, ask] = useState<TriageManyUse['asked']>(null);
  return {
    start: async (sids, deed) => {
      if (sids.length > ASK_OVER) ask({ sids, deed });
      else await putAside({ of: { sids }, deed, as, limits });
    },
    asked,
    close: () => ask(null),
  };
}
