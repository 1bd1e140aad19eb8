import { useEffect, useEffectEvent, useRef } from 'react';
import { AsOf, ReadAt } from '#components/AsOf.tsx';
import { isComplete, malformedWords } from '#components/coverage-words.ts';
import { useMedia } from '#components/media.ts';
import { ReadingButton } from '#components/ReadingButton.tsx';
import type { FleetRow, FleetStatus, Selection, ViewResult } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { insistently } from '#ui/late.ts';
import { toast } from '#ui/toast.ts';
import { ColumnsButton } from './ColumnsButton.tsx';
import { PHONE, type ColumnId } from './list-preferences.ts';
import { oldest } from './list-rows.ts';
import type { ApiSource } from './list-sources.ts';
import type { ListControl } from './list-view.ts';
import { focusRows } from './list-focus.ts';
import { ListFacets, ListLine } from './ListLine.tsx';
import { ListTools } from './ListTools.tsx';
import { SearchBox } from './SearchBox.tsx';
import { useOpenDevice } from './use-open-device.ts';

interface ListBarProps {
  readonly control: ListControl;
  readonly status: FleetStatus;
  readonly indexed: boolean;
  readonly api: ApiSource;
  /** What the index said last. */
  readonly found: ViewResult | undefined;
  /** Rows of the present search, as far as they are known now; null before its first answer, and where the rows are not of a search. */
  readonly total: number | null;
  /** Whether that answer is still to come. */
  readonly pending: boolean;
  readonly shown: readonly FleetRow[];
  readonly selection: Selection;
  readonly columns: readonly ColumnId[];
  readonly onColumns: (ids: readonly ColumnId[]) => void;
  readonly busy: boolean;
  readonly onRefresh: () => void;
}

/** What is above the rows: the search, the tools of the list, what is on show as of when, and the filters. */
export function ListBar({ control, status, indexed, api, found, total, pending, shown, selection, columns, onColumns, busy, onRefresh }: ListBarProps) {
  const { view, address } = control;
  const device = useOpenDevice(address);
  const phone = useMedia(PHONE);
  const at = indexed ? undefined : oldest(api.rows ?? []);
  const complete = found !== undefined && isComplete(found.coverage);
  const submit = (text: string): void => {
    const [only] = shown;
    // Whatever its words find: a search may mean something else by a whole name.
    device.openListed(text, () => {
      // The one match of a part of the fleet may be one of several in the whole.
      if (total === 1 && only && complete) device.show(only.device.sid);
      else if (total !== null && total > 0) focusRows();
      else device.open(text);
    });
  };
  // Enter comes before the answer: it counts once there is one.
  const entered = useRef<string | null>(null);
  const answer = useEffectEvent(() => {
    if (entered.current !== null) submit(entered.current);
    entered.current = null;
  });
  useEffect(() => {
    if (!pending) answer();
  }, [pending]);
  return (
    <div className="flex shrink-0 flex-wrap items-start gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2.5 max-sm:gap-x-2 max-sm:py-2">
      <h1 className="rounded-sm text-lg leading-8 font-semibold max-sm:sr-only">{t`Devices`}</h1>
      <div className="relative max-w-3xl min-w-0 flex-1 max-sm:basis-full">
        <SearchBox
          text={view.q}
          busy={device.busy}
          onChange={(text) => {
            device.reset();
            entered.current = null;
            control.typed.type(text);
          }}
          onLeave={control.typed.rest}
          onSubmit={(text) => {
            control.typed.rest();
            if (pending) entered.current = text;
            else submit(text);
          }}
          onPasteList={(text) => {
            insistently(() => import('#fleet/pasted.ts')).then(({ parsePasted }) => control.go({ list: parsePasted(text).entries, q: '' }), pasteLost);
          }}
        />
        <p role="alert" className="absolute top-full right-0 left-0 z-10 mt-1 rounded-md border border-bad/40 bg-raised px-3 py-2 text-sm text-bad shadow-md empty:hidden">
          {device.message}
        </p>
      </div>
      <span className="ml-auto inline-flex gap-2 max-sm:order-3">
        <ListTools selection={selection} />
        <ColumnsButton shown={columns} onChange={onColumns} sort={view.sort} onSort={(sort) => control.go({ sort })} />
        {/* On a phone, where the bar is full, it is found on Home. */}
        <span className="max-sm:hidden">
          <ReadingButton compact />
        </span>
      </span>
      <div className="flex min-w-0 basis-full items-center gap-3 max-sm:contents">
        <span className="max-sm:order-1">
          <AsOf at={phone ? undefined : at} fetching={busy || api.fetching || status.coverage.reading !== null} onRefresh={onRefresh} />
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 max-sm:order-4 max-sm:min-h-5 max-sm:basis-full">
          {phone && at !== undefined && (
            <span className="text-sm text-ink-2">
              {t`as of`}{' '}<ReadAt at={at} />
            </span>
          )}
          <ListLine status={status} indexed={indexed} result={found} filtered={(found?.searched ?? view.q.trim() !== '') || view.list !== null} sorted={view.sort.length > 0} />
          {!indexed && api.page !== undefined && api.page.malformed > 0 && <span className="text-sm text-odd">{malformedWords(api.page)}</span>}
          {found !== undefined && found.total > 0 && !isComplete(found.coverage) && <span className="text-xs text-ink-3 max-sm:hidden">{t`Counts so far`}</span>}
        </span>
      </div>
      {/* A line of their own: beside the text above, some of them would be hidden in most windows. */}
      <div className="flex min-h-8 min-w-0 basis-full items-center max-sm:order-5 pointer-coarse:min-h-11">
        <ListFacets result={found} q={view.q} onQuery={(q) => control.go({ q })} />
      </div>
    </div>
  );
}

function pasteLost(): void {
  toast({ tone: 'bad', title: t`The pasted list could not be read`, description: t`The part of the console that does this could not be loaded. Paste it again.` });
}
