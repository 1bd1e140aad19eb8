import type { AppAdoption } from '#fleet/view.ts';
import { duration } from '#lib/time.ts';
import { count, number, t } from '#texts/t.ts';

/** How long it took, as a rule, from target to report: of the landings that this browser has seen, and of how many these are. */
export function MedianLanding({ landing }: Pick<AppAdoption, 'landing'>) {
  if (landing === null) return <span className="text-ink-3">{t`none observed`}</span>;
  const { median, observed } = landing;
  const small = <span className="text-xs text-ink-3">{t`of ${number(observed)}`}</span>;
  return (
    <>
      <span aria-hidden data-tip={t`The median of ${count(observed, 'observed landing')}`}>
        {duration(median)} {small}
      </span>
      <span className="sr-only">{t`${duration(median)}, the median of ${count(observed, 'observed landing')}`}</span>
    </>
  );
}
