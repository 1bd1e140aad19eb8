import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { number, plural, t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { usePreference } from './preference.ts';
import { STALE, staleAfter } from './stale-after.ts';

interface StaleFilterProps {
  /** How many are, of those that were read. */
  readonly stale: number;
  readonly on: boolean;
  readonly onToggle: () => void;
}

/** Shows only what was not rotated for long, and how long that is. */
export function StaleFilter({ stale, on, onToggle }: StaleFilterProps) {
  const [days, setDays] = usePreference(staleAfter);
  const [draft, setDraft] = useState(String(days));
  const typed = /^\d{1,4}$/u.test(draft.trim()) ? Number(draft) : Number.NaN;
  const wrong = !(typed >= STALE.least && typed <= STALE.most);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <button
        type="button"
        aria-pressed={on}
        onClick={onToggle}
        className={cx('inline-flex h-8 items-center gap-1.5 rounded-full border px-3 pointer-coarse:h-11', on ? 'border-ink bg-ink text-bg' : 'border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink')}
      >
        <Hourglass aria-hidden size={13} />
        {t`Stale ${number(stale)}`}
      </button>
      <label className="inline-flex items-center gap-1.5 text-ink-2">
        {t`after`}
        <input
          inputMode="numeric"
          aria-label={t`Days after which a Secret is stale, from ${number(STALE.least)} to ${number(STALE.most)}`}
          aria-invalid={wrong || undefined}
          data-tip={wrong ? t`A whole number of days from ${number(STALE.least)} to ${number(STALE.most)}` : undefined}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            const next = /^\d{1,4}$/u.test(event.target.value.trim()) ? Number(event.target.value) : Number.NaN;
            if (next >= STALE.least && next <= STALE.most) setDays(next);
          }}
          onBlur={() => setDraft(String(days))}
          className="h-8 w-14 rounded-md border border-line-strong bg-surface px-2 text-right text-ink aria-invalid:border-bad pointer-coarse:h-11"
        />
        {plural(days, 'day', 'days')}
      </label>
    </span>
  );
}
