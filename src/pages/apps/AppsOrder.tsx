import { ArrowDown, ArrowUp } from 'lucide-react';
import { APP_COUNTS } from '#components/app-counts.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { nextSort, SORTS, type AppSort } from './apps-view.ts';
import type { AppsTableProps } from './AppsTable.tsx';

const WORDS: ReadonlyMap<AppSort, string> = new Map([
  ['name', t`Name`],
  ['created', t`Created`],
  ['updated', t`Updated`],
  ...APP_COUNTS.map(({ part, word }) => [part, word] as const),
]);

/** Where there are no headers to click on. */
export function AppsOrder({ sort, onSort }: Pick<AppsTableProps, 'sort' | 'onSort'>) {
  const Arrow = sort.down ? ArrowDown : ArrowUp;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 px-4 text-sm text-ink-2">
      <label className="flex min-w-0 max-w-full items-center gap-2">
        {t`Order`}
        <select
          value={sort.field}
          onChange={({ target }) => {
            const field = SORTS.find((each) => each === target.value);
            if (field !== undefined) onSort({ field, down: field !== 'name' });
          }}
          className="h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-11"
        >
          {SORTS.map((field) => (
            <option key={field} value={field}>
              {WORDS.get(field)}
            </option>
          ))}
        </select>
      </label>
      <Button icon={<Arrow aria-hidden size={15} />} onClick={() => onSort(nextSort(sort, sort.field))} tip={t`Turn the order round`}>
        {sort.down ? t`Downwards` : t`Upwards`}
      </Button>
    </div>
  );
}
