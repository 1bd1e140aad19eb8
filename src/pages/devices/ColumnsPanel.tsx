import { Popover } from '@base-ui/react/popover';
import { ArrowDown, ArrowUp, RotateCcw } from 'lucide-react';
import type { RefObject } from 'react';
import { density } from '#components/choices.ts';
import { useMedia } from '#components/media.ts';
import { usePreference } from '#components/preference.ts';
import { SORT_FIELDS, type SortField, type SortKey } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { Button, IconButton } from '#ui/Button.tsx';
import { COLUMN_NAMES } from './columns.tsx';
import { firstWay } from './list-sort.ts';
import { COLUMN_IDS, IN_NAME, PHONE, type ColumnId } from './list-preferences.ts';

interface ColumnsPanelProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly shown: readonly ColumnId[];
  readonly onChange: (shown: readonly ColumnId[]) => void;
  readonly sort: readonly SortKey[];
  readonly onSort: (sort: readonly SortKey[]) => void;
  readonly onClose: () => void;
}

/** Which columns are on show, in which order, and how dense the rows are. */
export function ColumnsPanel({ anchor, shown, onChange, sort, onSort, onClose }: ColumnsPanelProps) {
  const hidden = COLUMN_IDS.filter((id) => !shown.includes(id));
  return (
    <Popover.Root open onOpenChange={(open) => open || onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} align="end" sideOffset={6} collisionPadding={12} className="z-40">
          <Popover.Popup finalFocus={anchor} className="flex max-h-(--available-height) w-80 max-w-[calc(100vw-1.5rem)] flex-col overflow-auto rounded-lg border border-line-strong bg-raised p-2 shadow-xl">
            <Popover.Title className="px-2 py-1 text-sm font-semibold">{t`Columns`}</Popover.Title>
            <SortChoice sort={sort} onSort={onSort} />
            <ul>
              <li className="flex h-8 items-center px-2 text-sm text-ink-3">{t`Name (always first)`}</li>
              {[...shown, ...hidden].map((id) => (
                <ColumnItem key={id} id={id} shown={shown} onChange={onChange} />
              ))}
            </ul>
            <DensityChoice />
            <div className="flex justify-between border-t border-line pt-2">
              <Button variant="ghost" icon={<RotateCcw aria-hidden size={14} />} onClick={() => onChange(COLUMN_IDS)}>
                {t`Usual columns`}
              </Button>
              <Popover.Close render={<Button>{t`Done`}</Button>} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface ColumnItemProps extends Pick<ColumnsPanelProps, 'shown' | 'onChange'> {
  readonly id: ColumnId;
}

function ColumnItem({ id, shown, onChange }: ColumnItemProps) {
  const at = shown.indexOf(id);
  const name = COLUMN_NAMES[id];
  const inName = useMedia(PHONE) && IN_NAME.has(id);
  const move = (step: number): void => {
    const next = shown.filter((other) => other !== id);
    next.splice(at + step, 0, id);
    onChange(next);
  };
  return (
    <li className="flex min-h-8 items-center gap-1 rounded-md pl-2 hover:bg-hover">
      <label className="flex flex-1 cursor-pointer items-center gap-2.5 py-1 text-base">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          disabled={inName}
          checked={inName || at >= 0}
          onChange={() => onChange(at >= 0 ? shown.filter((other) => other !== id) : [...shown, id])}
        />
        {name}
        {inName && <span className="text-sm text-ink-3">{t`under the name`}</span>}
      </label>
      {at >= 0 && !inName && (
        <>
          <IconButton label={t`Move ${name} left`} blocked={at === 0 ? t`It already stands first` : null} onClick={() => move(-1)}>
            <ArrowUp aria-hidden size={14} />
          </IconButton>
          <IconButton label={t`Move ${name} right`} blocked={at === shown.length - 1 ? t`It already stands last` : null} onClick={() => move(1)}>
            <ArrowDown aria-hidden size={14} />
          </IconButton>
        </>
      )}
    </li>
  );
}

/** The same as a click on a header, and a second one with Shift, for where the headers do not fit or there is no Shift. */
function SortChoice({ sort, onSort }: Pick<ColumnsPanelProps, 'sort' | 'onSort'>) {
  const [first, second] = sort;
  return (
    <div className="my-1 flex flex-col gap-2 border-b border-line px-2 pt-1 pb-2.5">
      <SortKeyChoice first none={t`As the API lists them`} chosen={first} fields={SORT_FIELDS} onChoose={(key) => onSort(key === null ? [] : [key, ...(second && second.field !== key.field ? [second] : [])])} />
      {first && <SortKeyChoice first={false} none={t`Nothing more`} chosen={second} fields={SORT_FIELDS.filter((field) => field !== first.field)} onChoose={(key) => onSort(key === null ? [first] : [first, key])} />}
    </div>
  );
}

interface SortKeyChoiceProps {
  /** Whether it is the column that is sorted by first. */
  readonly first: boolean;
  /** What it is called to choose none. */
  readonly none: string;
  readonly chosen: SortKey | undefined;
  readonly fields: readonly SortField[];
  readonly onChoose: (key: SortKey | null) => void;
}

function SortKeyChoice({ first, none, chosen, fields, onChoose }: SortKeyChoiceProps) {
  const pick = (id: string): void => {
    const field = fields.find((known) => known === id);
    onChoose(field === undefined ? null : { field, down: firstWay(field) });
  };
  return (
    <div className="flex min-h-8 items-center gap-2">
      <label className="flex min-w-0 flex-1 items-center gap-2 text-sm font-semibold">
        <span className="w-16 shrink-0">{first ? t`Sort by` : t`Then by`}</span>
        <select
          value={chosen?.field ?? ''}
          onChange={(event) => pick(event.target.value)}
          className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2 text-base font-normal pointer-coarse:h-11"
        >
          <option value="">{none}</option>
          {fields.map((field) => (
            <option key={field} value={field}>
              {COLUMN_NAMES[field]}
            </option>
          ))}
        </select>
      </label>
      {chosen && (
        <IconButton label={turnWords(first, COLUMN_NAMES[chosen.field], chosen.down)} onClick={() => onChoose({ ...chosen, down: !chosen.down })}>
          {chosen.down ? <ArrowDown aria-hidden size={15} /> : <ArrowUp aria-hidden size={15} />}
        </IconButton>
      )}
    </div>
  );
}

function turnWords(first: boolean, column: string, down: boolean): string {
  if (first) return down ? t`Sort upwards` : t`Sort downwards`;
  return down ? t`Then by ${column} upwards` : t`Then by ${column} downwards`;
}

function DensityChoice() {
  const [chosen, choose] = usePreference(density);
  return (
    <fieldset className="my-2 flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-2 pt-2 text-base">
      <legend className="float-left pr-2 text-sm font-semibold">{t`Rows`}</legend>
      {(['comfortable', 'compact'] as const).map((choice) => (
        <label key={choice} className="flex cursor-pointer items-center gap-1.5">
          <input type="radio" name="density" className="accent-accent" checked={chosen === choice} onChange={() => choose(choice)} />
          {choice === 'compact' ? t`Compact` : t`Comfortable`}
        </label>
      ))}
    </fieldset>
  );
}
