import { createColumnHelper, metaHelper, tableFeatures, type Column } from '@tanstack/react-table';
import { Unplug } from 'lucide-react';
import { createContext, use, type ReactNode } from 'react';
import { appLabel, appTip, AppNameAs } from '#components/AppName.tsx';
import { hrefOf } from '#components/permalink.ts';
import { LOOKS, type BadgeWords } from '#components/StatusBadge.tsx';
import { ReadAt } from '#components/AsOf.tsx';
import type { App } from '#api/schema.ts';
import type { FleetRow } from '#fleet/view.ts';
import { middle, visible } from '#lib/text.ts';
import { utc } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { Glyph } from '#ui/Glyph.tsx';
import { paths } from '../../paths.ts';
import type { ColumnId } from './list-preferences.ts';
import type { DateWords, RowWords } from './row-words.ts';

/** What the cells of a row are made from. */
export interface RowFacts {
  readonly row: FleetRow;
  readonly words: RowWords;
  readonly apps: ReadonlyMap<string, App> | undefined;
  /** Two lines a row: alignment and update result under the name. */
  readonly phone: boolean;
}

/** A cell: what stands in it, how it looks, and what it says when it is pointed at. */
export interface CellParts {
  readonly body: ReactNode;
  readonly look?: string | undefined;
  readonly tip?: string | undefined;
  /** An error code, whose meaning it says, too, if somebody has given it one. */
  readonly code?: BadgeWords['code'];
}

interface ColumnMeta {
  /** Minimum width in px, with room for the column's name and sort arrow; the columns share the remaining width in proportion. */
  readonly width: number;
  /** A plain function, and no component: thirty rows of eleven components are what a key or a turn of the wheel would wait for. */
  readonly cell: (facts: RowFacts) => CellParts;
}

/** Sorting, filtering and paging are the index's or the API's: the table holds one page, and lays it out. */
export const features = tableFeatures({ columnMeta: metaHelper<ColumnMeta>() });
const column = createColumnHelper<typeof features, FleetRow>();

/** A column of the table, as its rows are drawn with. */
export type DeviceColumn = Column<typeof features, FleetRow>;

/** What a column is called, in its header and in the chooser. */
export const COLUMN_NAMES: Record<ColumnId | 'name', string> = {
  name: t`Name`,
  alignment: t`Alignment`,
  update: t`Update result`,
  runs: t`Runs`,
  target: t`Should run`,
  sid: t`SID`,
  targeted: t`Targeted`,
  reported: t`Reported`,
  logging: t`Logging`,
  updated: t`Updated`,
  created: t`Created`,
};

/** Defines a column. `width`: what its cells need, in px; its name may need more, in a language with longer words. */
function define(id: ColumnId | 'name', width: number, cell: ColumnMeta['cell']) {
  const header = COLUMN_NAMES[id];
  return column.display({ id, header, meta: { width: Math.max(width, 40 + 7 * header.length), cell } });
}

const COLUMNS = {
  name: define('name', 250, nameCell),
  alignment: define('alignment', 172, ({ words }) => badgeCell(words.alignment)),
  update: define('update', 128, ({ words }) => badgeCell(words.update)),
  runs: define('runs', 136, ({ row: { device }, apps }) => appCell(device.app?.reported_sid ?? null, apps)),
  // Quiet where it already runs it, so that the differences stand out.
  target: define('target', 136, ({ row: { device }, apps }) =>
    appCell(device.app?.target_sid ?? null, apps, device.app?.target_sid === device.app?.reported_sid ? 'text-ink-3' : 'font-medium')),
  sid: define('sid', 129, sidCell),
  targeted: define('targeted', 94, ({ words }) => dateCell(words.targeted)),
  reported: define('reported', 94, ({ words }) => dateCell(words.reported)),
  logging: define('logging', 94, ({ words: { lease } }) => ({ body: lease.text, look: lease.tone, tip: lease.tip })),
  updated: define('updated', 92, ({ words }) => dateCell(words.updated)),
  created: define('created', 92, ({ words }) => dateCell(words.created)),
};

/** Those on show, in the order in which they were chosen. The table is given these alone, and needs no feature to leave any out. */
export function columnsInOrder(ids: readonly ColumnId[]) {
  return [COLUMNS.name, ...ids.map((id) => COLUMNS[id])];
}

const NOTHING: CellParts = { body: '–', look: 'text-ink-3' };

function nameCell({ row, words, phone }: RowFacts): CellParts {
  const link = <RowLink sid={row.device.sid} label={words.label} named={Boolean(row.device.unique_name)} />;
  const missing = row.missingSince !== null && <Missing since={row.missingSince} />;
  if (!phone) {
    return missing ? { body: <span className="flex items-baseline gap-2">{link}{missing}</span> } : { body: link };
  }
  return {
    look: 'flex! flex-col justify-center leading-normal!',
    body: (
      <>
        {link}
        <span className="flex min-w-0 gap-3 text-xs">
          <SmallBadge words={words.alignment} />
          {missing || (words.update && <SmallBadge words={words.update} />)}
        </span>
      </>
    ),
  };
}

/** The list's own address, which each row's link carries along. A context: it changes with every key that is typed, and the rows do not. */
export const ListAddress = createContext('');

/** The clicks are the grid's own. */
function RowLink({ sid, label, named }: { readonly sid: string; readonly label: string; readonly named: boolean }) {
  const from = use(ListAddress);
  return (
    <a data-cell-focus dir="auto" tabIndex={-1} href={hrefOf(paths.device(sid, from))} className={cx('inline-block max-w-full truncate align-middle leading-6 text-ink hover:underline max-sm:align-top', named ? 'font-medium' : 'font-mono text-[0.92em] font-medium')} data-tip={label}>
      {label}
    </a>
  );
}

/** The API lists it no more: it may be gone, or have been missed by a reading that moved under its feet. */
function Missing({ since }: { readonly since: number }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-xs font-normal text-odd" data-tip={t`The last complete reading did not list it. If the next one does not either, it is removed.`}>
      <Unplug aria-hidden size={12} />
      <span>
        {t`not listed since`}{' '}<ReadAt at={since} />
      </span>
    </span>
  );
}

function badgeCell(words: BadgeWords | null): CellParts {
  if (words === null) return NOTHING;
  const { icon, tone } = LOOKS[words.look];
  return {
    look: cx('font-medium', tone),
    tip: words.tip,
    code: words.code,
    body: (
      <>
        {Glyph({ name: icon, className: 'mr-1.5' })}
        {words.text}
      </>
    ),
  };
}

function SmallBadge({ words }: { readonly words: BadgeWords }) {
  const { body, look, tip, code } = badgeCell(words);
  return (
    <span className={cx('truncate', look)} data-tip={tip} data-code={code}>
      {body}
    </span>
  );
}

function appCell(sid: string | null, apps: RowFacts['apps'], look?: string): CellParts {
  if (sid === null) return NOTHING;
  const label = appLabel(sid, apps);
  if (!label.listed) return { body: <AppNameAs sid={sid} label={label} className={look} /> };
  return { body: <bdi>{label.text}</bdi>, look: cx(look, !label.named && 'font-mono text-[0.92em]'), tip: appTip(sid, label) };
}

function sidCell({ row: { device }, words }: RowFacts): CellParts {
  return {
    look: 'text-ink-2',
    body: (
      <>
        <span className="mr-1 font-mono text-[0.92em]" data-tip={device.sid}>
          {middle(device.sid)}
        </span>
        <CopyButton text={device.sid} what={t`SID of ${words.label}`} tabIndex={-1} cellFocus className="align-middle" />
      </>
    ),
  };
}

function dateCell({ date, at, text }: DateWords): CellParts {
  if (date === null || date === '') return NOTHING;
  if (at === null) return { body: visible(date) };
  const full = utc(at);
  return {
    body: (
      <time dateTime={date} data-tip={full} aria-description={full}>
        {text}
      </time>
    ),
  };
}
