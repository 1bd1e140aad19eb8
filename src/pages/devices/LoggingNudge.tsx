import { useQuery } from '@tanstack/react-query';
import { appQueries } from '#api/apps.ts';
import type { Device } from '#api/schema.ts';
import { COUNT_AGAIN, useNow } from '#components/now.ts';
import { usePreference } from '#components/preference.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { attention, attentionAge, factsOf } from '#fleet/health.ts';
import { duration } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { dismissedLeases, dismissLease, leaseKey } from './lease-dismissed.ts';

interface LoggingNudgeProps {
  readonly device: Device;
  readonly blocked: string | null;
  readonly onEnd: () => void;
  /** Gets the focus when the note goes. */
  readonly next: string;
}

/** Quietly: logging was left on although there is nothing to look for. The same lease is asked about once. */
export function LoggingNudge({ device, blocked, onEnd, next }: LoggingNudgeProps) {
  const limits = useStuckAfter();
  const now = useNow(COUNT_AGAIN);
  const { data: apps } = useQuery(appQueries.all());
  const [dismissed] = usePreference(dismissedLeases());
  const facts = factsOf(device);
  const listed = facts.target === null || apps === undefined ? null : apps.has(facts.target);
  const key = leaseKey(device);
  // Whether something else is the matter can depend on the Apps.
  if ((facts.target !== null && listed === null) || attention(facts, listed, now, limits) !== 'logging' || dismissed.includes(key)) return null;
  const leave = (act: () => void): void => handOn(act, () => document.querySelector<HTMLElement>(next));
  return (
    <div role="note" aria-label={t`About this lease`} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-l-2 border-line-strong pl-3 text-sm text-ink-2">
      <span className="min-w-0 flex-1 basis-52">{t`The device is healthy, but logging has been on for ${duration(attentionAge('logging', facts, now) ?? 0)}. Turn it off?`}</span>
      <span className="flex gap-2">
        <Button
          blocked={blocked}
          onClick={(event) => {
            // The second click of a double click is none of its own.
            if (event.detail <= 1) leave(onEnd);
          }}
        >
          {t`Turn off`}
        </Button>
        <Button variant="ghost" onClick={() => leave(() => dismissLease(key))}>
          {t`Keep it on`}
        </Button>
      </span>
    </div>
  );
}
