import { CircleCheck } from 'lucide-react';
import { entryOf, LONGEST_CODE, type CodeEntry } from '#components/code-dictionary.ts';
import { errorWords, clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { Skeleton } from '#ui/Skeleton.tsx';
import { CodeCount } from './CodeCount.tsx';

interface FleetCodesProps {
  /** How many devices have which code; null before that is known. */
  readonly counts: ReadonlyMap<string, number> | null;
  readonly error: Error | null;
  readonly entries: readonly CodeEntry[];
  /** Of how much of the fleet the numbers are true. */
  readonly asOf: string;
  readonly onOpen: (code: string, from: HTMLElement) => void;
}

/** The codes that devices report now and that have no meaning yet, the commonest first. */
export function FleetCodes({ counts, error, entries, asOf, onOpen }: FleetCodesProps) {
  const missing = counts === null ? [] : [...counts].filter(([code]) => entryOf(entries, code) === null);
  return (
    <Card title={t`In the fleet, without a meaning`} aside={<span className="text-sm text-ink-2 max-sm:hidden">{asOf}</span>}>
      {counts === null && error === null && (
        <div role="status" aria-label={t`Looking for codes`} className="px-4 py-3">
          <Skeleton className="w-48" />
        </div>
      )}
      {counts === null && error !== null && <p role="alert" className="px-4 py-3 text-sm text-bad wrap-anywhere">{t`The fleet could not be asked: ${errorWords(error)}`}</p>}
      {counts !== null && missing.length === 0 && (
        <p className="flex items-center gap-2 px-4 py-3 text-sm text-ink-2">
          <CircleCheck aria-hidden size={15} className="text-ok" />
          {counts.size === 0 ? t`No device reports an error code: ${asOf}.` : t`Every code that a device reports has a meaning: ${asOf}.`}
        </p>
      )}
      {missing.length > 0 && (
        <ul aria-label={t`Codes without a meaning`} className="divide-y divide-line">
          {missing.map(([code, devices]) => (
            <li key={code} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1">
              <bdi className="min-w-0 flex-1 font-mono text-sm font-medium wrap-anywhere">{clip(visible(code), 80)}</bdi>
              <CodeCount code={code} devices={devices} />
              <Button blocked={code.length > LONGEST_CODE ? t`It is longer than can be kept` : null} aria-haspopup="dialog" aria-label={t`Say what ${clip(visible(code), 60)} means`} onClick={(event) => onOpen(code, event.currentTarget)}>
                {t`Say what it means`}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
